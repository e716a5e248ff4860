package io.tributary.coordinator.run;

import io.tributary.coordinator.log.OperatorEvent;
import io.tributary.coordinator.store.ListedRun;
import io.tributary.coordinator.store.StoreException;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.CoordinatorMessage.NoMoreWork;
import io.tributary.protocol.message.RunSummary;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.plan.PlanUse;
import io.tributary.protocol.plan.RoundSpec;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.SignedDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runs of this coordinator. As many as {@link #MOST_AT_ONCE} are played, oldest first; the others wait until one of them is over.
 * Thread-safe.
 */
public final class Runs implements AutoCloseable {
    /** Runs that play side by side would need quotas for devices and memory first. */
    private static final int MOST_AT_ONCE = 1;

    /** How long whoever stops a run waits for its end. */
    private static final Duration STOPPING = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Runs.class);

    private final RunServices services;
    private final RunViews views;
    private final WaitingRuns waiting;
    private final RoundRemains remains;
    private final NextRuns next;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile List<RunController> active = List.of();
    private volatile @Nullable PlannedRun lastOver;
    private final List<String> stopping = new ArrayList<>();
    private boolean closed;

    /** Plays nothing yet. */
    public Runs(RunServices services) {
        this.services = services;
        this.views = new RunViews(services.storage());
        this.waiting = new WaitingRuns(services);
        this.remains = new RoundRemains(services.storage(), services.clock(), this::isUnderWay);
        this.next = new NextRuns(services.storage().runs());
    }

    /** Goes on with the oldest active runs, once what rounds that are over left was destroyed. Blocks on storage. */
    public void resume() {
        sweep();
        startWaiting();
    }

    /** Destroys keys and updates of rounds that are over, where they were left. To be called now and then; blocks on storage. */
    public void sweep() {
        try {
            remains.sweep();
        } catch (StoreException broken) {
            LOG.error("the keys of rounds that are over could not be looked for", broken);
        }
    }

    private boolean isUnderWay(String run, int round) {
        return find(run).map(RunController::view).filter(view -> view.status() == RunView.Status.ACTIVE
                && view.round() == round && view.state() != RunView.State.COMMITTED
                && view.state() != RunView.State.ABANDONED).isPresent();
    }

    /** Keys of rounds that are over which could not be destroyed when last looked at. */
    public int undestroyedKeys() {
        return remains.undestroyed();
    }

    /** The runs that are played here, in the order in which devices are offered to them: oldest first. */
    public List<RunController> active() {
        return active;
    }

    /** A run that is played here. */
    public Optional<RunController> find(String run) {
        return active.stream().filter(controller -> controller.run().run().equals(run)).findFirst();
    }

    /** The rounds that take reports now, in the order of {@link #active}. */
    public List<OpenRound> openRounds() {
        return active.stream().flatMap(controller -> controller.openRound().stream()).toList();
    }

    /**
     * Records a run and plays it when its turn comes. Blocks on storage.
     *
     * @param document signed by an owner, whose signature was checked
     * @param plan what it says
     * @return the run's id, a UUIDv7
     * @throws RejectedException INVALID_FIELD if its rule needs an update of the coordinator's own, and nothing here trains one;
     *         PLAN_SPENT, PLAN_EXPIRED or PLAN_NOT_YET if the plan's owner allows no run of it now; MODEL_DELETED
     */
    public String create(SignedDocument document, RunPlan plan) throws RejectedException {
        if (ServerUpdate.isNeeded(plan) && services.compute().trainer().apply(plan).isEmpty()) {
            throw new RejectedException(Reason.INVALID_FIELD,
                    "strategy.rule is flTrust, but this coordinator has no examples "
                            + "to train an update of its own on; give it some, or choose another rule");
        }
        PlannedRun run = PlannedRun.of(RunIds.next(services.clock()), document, plan);
        Instant now = services.clock().instant();
        requireInTime(plan.use(), now);
        WaitingRuns.requireModel(services, plan);
        if (!services.storage().runs().create(run.run(), document, plan.use(), now)) {
            throw new RejectedException(Reason.PLAN_SPENT, "as many runs as the plan allows were started with it: "
                    + plan.use().runs() + "; have its owner sign another one");
        }
        OperatorEvent.RUN_SUBMITTED.log("run", run.run(), "name", plan.name(), "model", plan.model(), "rounds",
                plan.rounds());
        startWaiting();
        return run.run();
    }

    private static void requireInTime(PlanUse use, Instant now) throws RejectedException {
        if (now.toEpochMilli() >= use.expires()) {
            throw new RejectedException(Reason.PLAN_EXPIRED, "the plan allows runs to be started before "
                    + Instant.ofEpochMilli(use.expires()) + "; have its owner sign another one");
        }
        if (now.toEpochMilli() < use.notBefore()) {
            throw new RejectedException(Reason.PLAN_NOT_YET,
                    "the plan allows runs to be started from " + Instant.ofEpochMilli(use.notBefore()) + " on");
        }
    }

    /**
     * Ends a run; one that was stopped already stays as it is. Returns when it has ended, or after some seconds: a round that is being
     * aggregated is finished first. Blocks on storage.
     *
     * @return whether it has ended; else it is about to
     * @throws RejectedException NOT_FOUND; RUN_OVER if it has finished or failed, before or meanwhile; UNAVAILABLE if another coordinator
     *         holds it
     */
    public boolean stop(String run, String why) throws RejectedException, InterruptedException {
        return stop(run, why, STOPPING);
    }

    boolean stop(String run, String why, Duration patience) throws RejectedException, InterruptedException {
        views.stored(run);
        Optional<RunController> playing = setAside(run);
        try {
            if (playing.isPresent()) {
                playing.get().stop(why);
                if (!playing.get().awaitEnd(patience)) {
                    return false;
                }
            }
            if (waiting.stop(views.stored(run), why)) {
                services.listener().runEnded(views.view(run));
            }
            return true;
        } finally {
            letGo(run);
        }
    }

    /** Its turn does not come while it is being stopped. @return who plays it, if it is played */
    private Optional<RunController> setAside(String run) {
        lock.lock();
        try {
            stopping.add(run);
            return find(run);
        } finally {
            lock.unlock();
        }
    }

    private void letGo(String run) {
        lock.lock();
        try {
            stopping.remove(run);
            startWaiting(active);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Goes on with a run that is paused, was stopped or has failed when its turn comes, with the next round and from the newest model version. An
     * active run stays as it is. Blocks on storage.
     *
     * @throws RejectedException NOT_FOUND; RUN_OVER if it has finished; UNAVAILABLE if another coordinator holds it, or it is about to
     *         end because it was stopped
     */
    public void resume(String run) throws RejectedException {
        if (find(run).filter(RunController::isStopping).isPresent()) {
            throw new RejectedException(Reason.UNAVAILABLE,
                    "run " + run + " is being stopped and has not ended yet; resume it then");
        }
        waiting.resume(views.stored(run));
        startWaiting();
    }

    /**
     * Deletes a run that is over, with all that is stored of its rounds; the model versions that it made stay. Blocks on storage.
     *
     * @throws RejectedException NOT_FOUND; RUN_ACTIVE if it is not over; UNAVAILABLE if another coordinator holds it
     */
    public void delete(String run) throws RejectedException {
        if (find(run).isPresent()) {
            throw WaitingRuns.notOver(run);
        }
        waiting.delete(run);
    }

    /**
     * Deletes a model that no run needs. Blocks on storage.
     *
     * @throws RejectedException NOT_FOUND; RUN_ACTIVE if an active or paused run trains it
     */
    public void deleteModel(String model) throws RejectedException {
        new ModelUse(services.storage().runs()).requireNone(model);
        services.storage().registry().delete(model);
    }

    /** What versions were made of, as far as it is held. */
    public SummedReports summedReports() {
        return new SummedReports(services.storage().registry(), services.storage().rounds(),
                services.storage().runs());
    }

    /** A run as operators see it. Blocks on storage unless it is played here. */
    public RunView view(String run) throws RejectedException {
        Optional<RunController> playing = find(run);
        if (playing.isEmpty()) {
            return views.view(run);
        }
        RunView now = playing.get().view();
        return waiting(playing.get()).map(now::waitingFor).orElse(now);
    }

    /** The newest run as operators see it. Blocks on storage. @throws RejectedException NOT_FOUND if there is none */
    public RunView latest() throws RejectedException {
        List<ListedRun> newest = services.storage().runs().newest(Optional.empty(), "", 1);
        if (newest.isEmpty()) {
            throw new RejectedException(Reason.NOT_FOUND, "there is no run here yet");
        }
        return view(newest.getFirst().run().run());
    }

    /**
     * A part of the runs, newest first; one that is damaged says so and hides none of the others. It costs the same however many runs
     * there are, and however many rounds they played. Blocks on storage.
     *
     * @param status only runs of this status, if it is there
     * @param before only runs before this one; empty for all
     */
    public List<RunSummary> page(Optional<RunView.Status> status, String before, int limit) {
        return services.storage().runs().newest(status, before, limit).stream().map(this::summary).toList();
    }

    private RunSummary summary(ListedRun listed) {
        return views.summary(listed, find(listed.run().run()).flatMap(this::waiting));
    }

    /** The devices that a run waits for, if it waits for some. */
    private Optional<RunView.Waiting> waiting(RunController playing) {
        RoundSpec spec = playing.run().plan().round();
        return playing.view().state() != RunView.State.SELECTING ? Optional.empty()
                : Optional.of(new RunView.Waiting(
                        services.pool().available(services.durations().instant(), spec.requirements()).size(),
                        spec.pool()));
    }

    /** What was signed for a run. Blocks on storage unless it is played here. */
    public PlannedRun planned(String run) throws RejectedException {
        Optional<RunController> playing = find(run);
        return playing.isPresent() ? playing.get().run() : views.planned(run);
    }

    /**
     * What to tell devices when no run is active: there is nothing left to do for them but to keep the newest version of the model that
     * was trained last. Empty before the first run. Blocks on storage.
     */
    public Optional<NoMoreWork> noMoreWork() {
        return Optional.ofNullable(lastOver).flatMap(run -> services.storage().registry().newest(run.plan().model())
                .map(newest -> new NoMoreWork(run.run(), newest.manifest().model(), newest.manifest().version())));
    }

    /** Leaves the runs that are played as they are. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        active.forEach(Runs::leave);
    }

    private static void leave(RunController controller) {
        try {
            controller.close();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void startWaiting() {
        lock.lock();
        try {
            startWaiting(active);
        } finally {
            lock.unlock();
        }
    }

    private void over(RunController ended) {
        lock.lock();
        try {
            startWaiting(active.stream().filter(controller -> controller != ended).toList());
        } finally {
            lock.unlock();
        }
    }

    /** Plays the runs of {@code going} and as many of those that wait, oldest first, as there is room for. Under the lock. */
    private void startWaiting(List<RunController> going) {
        if (closed || going.size() == MOST_AT_ONCE) {
            return;
        }
        next.newestOver().ifPresent(run -> lastOver = run);
        Set<String> played = Stream.concat(going.stream().map(controller -> controller.run().run()), stopping.stream())
                .collect(Collectors.toSet());
        List<RunController> started = next.oldestActive(played, MOST_AT_ONCE - going.size()).stream()
                .map(run -> new RunController(run, services, this::over)).toList();
        active = Stream.concat(going.stream(), started.stream())
                .sorted(Comparator.comparing(controller -> controller.run().run())).toList();
        started.forEach(RunController::start);
    }
}
