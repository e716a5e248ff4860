package io.tributary.coordinator.run;

import io.tributary.coordinator.round.EventCodec;
import io.tributary.coordinator.round.RoundEvent;
import io.tributary.coordinator.store.Fence;
import io.tributary.coordinator.store.RunRecord;
import io.tributary.coordinator.store.RunStatus;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.CoordinatorMessage.Ended;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.SignedDocument;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The runs of this coordinator. The oldest active one is played; the others wait for it to end. Thread-safe. */
public final class Runs implements AutoCloseable {
    private final RunServices services;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable RunController current;
    private volatile @Nullable PlannedRun lastOver;
    private boolean closed;

    /** Plays nothing yet. */
    public Runs(RunServices services) {
        this.services = services;
    }

    /** Goes on with the oldest active run, if there is one. Blocks on storage. */
    public void resume() {
        playNext(null);
    }

    /** The run being played. */
    public Optional<RunController> current() {
        return Optional.ofNullable(current);
    }

    /**
     * Records a run, and plays it when it is its turn. Blocks on storage.
     *
     * @param document signed by an owner, whose signature was checked
     * @param plan what it says
     * @return the run's id, a UUIDv7
     * @throws RejectedException INVALID_FIELD if its rule needs an update of the coordinator's own, and nothing here trains one
     */
    public String create(SignedDocument document, RunPlan plan) throws RejectedException {
        if (ServerUpdate.isNeeded(plan) && services.trainer().apply(plan).isEmpty()) {
            throw new RejectedException(Reason.INVALID_FIELD,
                    "strategy.rule is fltrust, but this coordinator has no examples "
                            + "to train an update of its own on; give it some, or choose another rule");
        }
        PlannedRun run = PlannedRun.of(RunIds.next(services.clock()), document, plan);
        services.runs().create(run.run(), document, services.clock().instant());
        playNext(null);
        return run.run();
    }

    /** Ends a run; one that is over stays as it is. Blocks on storage. */
    public void stop(String run, String why) throws RejectedException {
        RunRecord stored = find(run);
        Optional<RunController> playing = current().filter(shell -> shell.run().run().equals(run));
        if (playing.isPresent()) {
            playing.get().stop(why);
        } else if (stored.status() == RunStatus.ACTIVE) {
            services.runs().setStatus(claimed(run, "stop it there"), RunStatus.STOPPED);
        }
    }

    /**
     * Goes on with a run that was stopped or has failed, when it is its turn: with the next round, from the newest model version. An
     * active run stays as it is. Blocks on storage.
     *
     * @throws RejectedException NOT_FOUND; RUN_OVER if it has finished; UNAVAILABLE if another coordinator holds it
     */
    public void resume(String run) throws RejectedException {
        RunRecord stored = find(run);
        if (stored.status() == RunStatus.FINISHED) {
            throw new RejectedException(Reason.RUN_OVER,
                    "run " + run + " has finished; start another run of model '" + PlannedRun.of(stored).plan().model()
                            + "', which goes on from its newest version");
        }
        if (stored.status() != RunStatus.ACTIVE) {
            reactivate(run, PlannedRun.of(stored));
        }
        playNext(null);
    }

    /** The event is stored before the status: a crash between the two leaves a run that is over, to be resumed again. */
    private void reactivate(String run, PlannedRun planned) throws RejectedException {
        Fence fence = claimed(run, "resume it there");
        RunLog log = new RunLog(run, planned.plan());
        log.replay(services.rounds().events(run, 1));
        int round = Math.max(1, log.round());
        services.rounds().append(fence, round, EventCodec.encode(new RoundEvent.Resumed(round)),
                services.clock().instant());
        services.runs().setStatus(fence, RunStatus.ACTIVE);
    }

    private Fence claimed(String run, String instead) throws RejectedException {
        return services.runs().claim(run, services.member(), OwnerLease.LENGTH)
                .orElseThrow(() -> new RejectedException(Reason.UNAVAILABLE,
                        "run " + run + " is played by another coordinator; " + instead));
    }

    /** A run as operators see it. Blocks on storage unless it is the one being played. */
    public RunView view(String run) throws RejectedException {
        Optional<RunView> live = current().map(RunController::view).filter(view -> view.run().equals(run));
        return live.isPresent() ? live.get() : replay(find(run));
    }

    /** Every run, oldest first. Blocks on storage. */
    public List<RunView> views() {
        RunController playing = current;
        return services.runs().list().stream()
                .map(stored -> playing != null && playing.run().run().equals(stored.run()) ? playing.view()
                        : replay(stored))
                .toList();
    }

    /** What was signed for a run. Blocks on storage unless it is the one being played. */
    public PlannedRun planned(String run) throws RejectedException {
        Optional<PlannedRun> live = current().map(RunController::run).filter(planned -> planned.run().equals(run));
        return live.isPresent() ? live.get() : PlannedRun.of(find(run));
    }

    /** What to tell a device when no run will need it again; empty before the first run. Blocks on storage. */
    public Optional<Ended> ended() {
        return Optional.ofNullable(lastOver).flatMap(run -> services.registry().newest(run.plan().model())
                .map(newest -> new Ended(run.run(), newest.manifest().model(), newest.manifest().version())));
    }

    /** Leaves the run being played as it is. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        current().ifPresent(Runs::leave);
    }

    private static void leave(RunController shell) {
        try {
            shell.close();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Plays the oldest active run unless one is being played that is not {@code over}. */
    private void playNext(@Nullable RunController over) {
        lock.lock();
        try {
            if (closed || current != over) {
                return;
            }
            List<RunRecord> stored = services.runs().list();
            stored.stream().filter(run -> run.status() != RunStatus.ACTIVE).reduce((_, later) -> later)
                    .ifPresent(run -> lastOver = PlannedRun.of(run));
            current = stored.stream().filter(run -> run.status() == RunStatus.ACTIVE).findFirst()
                    .map(run -> new RunController(PlannedRun.of(run), services, this::playNext)).orElse(null);
            if (current != null) {
                current.start();
            }
        } finally {
            lock.unlock();
        }
    }

    private RunRecord find(String run) throws RejectedException {
        return services.runs().find(run).orElseThrow(
                () -> new RejectedException(Reason.NOT_FOUND, "there is no run '" + run + "' here"));
    }

    private RunView replay(RunRecord stored) {
        PlannedRun planned = PlannedRun.of(stored);
        RunLog log = new RunLog(stored.run(), planned.plan());
        log.replay(services.rounds().events(stored.run(), 1));
        return log.view(RunView.Status.valueOf(stored.status().name()));
    }
}
