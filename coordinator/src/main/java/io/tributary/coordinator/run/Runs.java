package io.tributary.coordinator.run;

import io.tributary.coordinator.store.StaleEpochException;
import io.tributary.coordinator.store.StoreException;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.RunQueueing;
import io.tributary.protocol.message.RunSummary;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.SignedDocument;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runs of this coordinator. The first are played; the others wait, in the order of their priority and age, until one of them is
 * over. Where members share runs, each plays some of them and follows the others. Thread-safe.
 */
public final class Runs implements AutoCloseable {
    /** How long whoever stops a run waits for its end. */
    private static final Duration STOPPING = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Runs.class);

    private final RunServices services;
    private final AnsweredDevices answered = new AnsweredDevices();
    private final RunQueue queue = new RunQueue();
    private final EndedRuns ended;
    private final PlayedRuns played;
    private final FollowedRuns followed;
    private final RunSurvey survey;
    private final RunViews views;
    private final ShownRuns shown;
    private final WaitingRuns waiting;
    private final RunSubmission submission;
    private final RoundRemains remains;
    private final StoredBytes storedBytes;

    /** Plays nothing yet. */
    public Runs(RunServices services) {
        this.services = services;
        this.ended = new EndedRuns(services.storage());
        this.played = new PlayedRuns(services, answered, queue, ended);
        this.views = new RunViews(services.storage());
        this.followed = new FollowedRuns(services, answered);
        this.survey = new RunSurvey(services, played, followed, queue, ended);
        this.shown = new ShownRuns(services, this::find, views, queue);
        this.storedBytes = services.storedBytes();
        this.waiting = new WaitingRuns(services);
        this.submission = new RunSubmission(services);
        this.remains = new RoundRemains(services.storage(), services.clock(), played::isUnderWay);
    }

    /** Goes on with the oldest active runs, once what rounds that are over left was destroyed. Blocks on storage. */
    public void resume() {
        sweep();
        if (services.sharing().isShared()) {
            survey.start();
        } else {
            played.startWaiting();
        }
    }

    private void look() {
        if (services.sharing().isShared()) {
            survey.look();
            services.sharing().news().look();
        } else {
            played.startWaiting();
        }
    }

    /** Destroys keys and updates of rounds that are over, where they were left. To be called now and then; blocks on storage. */
    public void sweep() {
        try {
            remains.sweep();
        } catch (StoreException broken) {
            LOG.error("the keys of rounds that are over could not be looked for", broken);
        }
    }

    /** Keys of rounds that are over which could not be destroyed when last looked at. */
    public int undestroyedKeys() {
        return remains.undestroyed();
    }

    /** The runs that are played here, oldest first. */
    public List<RunController> played() {
        return played.active();
    }

    /** The pool may have grown: rounds that wait for devices draw their cohorts, first the one that has waited longest. */
    public void poolGrew() {
        played.active().stream().sorted(Comparator.comparing(RunController::movedAt)).forEach(RunController::poolGrew);
    }

    /** Active runs that no member played when this last looked. */
    public int waiting() {
        return queue.size();
    }

    /** How many runs are played here at once. */
    public int atOnce() {
        return played.atOnce();
    }

    /** Runs that are played here or are to be once there is room; not those that wait for another run of their model. */
    public int wantedHere() {
        return services.sharing().isShared() ? played.wantedHere() : played.active().size() + queue.full();
    }

    /** The runs under way, played here or by other members, oldest first. */
    public List<? extends ActiveRun> active() {
        return !services.sharing().isShared() ? played.active()
                : Stream.<ActiveRun>concat(played.active().stream(),
                        followed.all().stream().filter(run -> played.find(run.run().run()).isEmpty()))
                        .sorted(Comparator.comparing(run -> run.run().run())).toList();
    }

    /** A run under way, played here or by another member. */
    public Optional<? extends ActiveRun> find(String run) {
        Optional<RunController> here = played.find(run);
        return here.isPresent() ? here : followed.find(run);
    }

    /** Whether a device has answered a round, even if the round has not processed the answer yet. */
    public boolean hasAnswered(String run, int round, String device) {
        return answered.contains(run, round, device);
    }

    /** Reads what is stored of a run that another member plays; of others it is no change. Blocks on storage. */
    void refresh(String run) {
        if (played.find(run).isEmpty()) {
            followed.find(run).ifPresent(FollowedRun::refresh);
        }
    }

    /**
     * The rounds that take reports now, the one with the earliest deadline first. In this order devices are offered to them: a run whose next
     * round has just opened stands behind those that wait for longer, so that runs of like rounds go on evenly.
     */
    public List<OpenRound> openRounds() {
        return active().stream().flatMap(run -> run.openRound().stream())
                .sorted(Comparator.comparingLong((OpenRound open) -> open.state().deadline())
                        .thenComparing(OpenRound::run))
                .toList();
    }

    /**
     * Records a run and plays it when its turn comes. Blocks on storage.
     *
     * @param document signed by an owner, whose signature was checked
     * @param plan what it says
     * @return the run's id, a UUIDv7
     * @throws RejectedException MISSING_PLUG_IN if it names a plug-in that is not here; INVALID_FIELD if its rule needs an update of the coordinator's own, and nothing here trains one, or if no
     *         round of it fits the quotas of a run, or the start that it names was not put, or the model began with another; HASH_MISMATCH if
     *         what was put is another;
     *         PLAN_SPENT, PLAN_EXPIRED or PLAN_NOT_YET if the plan's owner allows no run of it now; MODEL_DELETED
     */
    public String create(SignedDocument document, RunPlan plan) throws RejectedException {
        return create(document, plan, RunQueueing.USUAL_PRIORITY);
    }

    /** The same, of a priority of 0..{@value RunQueueing#MOST_PRIORITY}: the higher the sooner, and an hour of waiting counts as one more. */
    public String create(SignedDocument document, RunPlan plan, int priority) throws RejectedException {
        String run = submission.submit(document, plan, priority);
        look();
        return run;
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
        Optional<RunController> playing = played.setAside(run);
        try {
            if (playing.isPresent()) {
                playing.get().stop(why);
                if (!playing.get().awaitEnd(patience)) {
                    return false;
                }
            }
            return endedHere(run, why) || new RemoteStop(services, run, why).await(patience);
        } finally {
            played.letGo(run);
        }
    }

    /** @return false if another member plays it */
    private boolean endedHere(String run, String why) throws RejectedException, InterruptedException {
        try {
            if (waiting.stop(views.stored(run), why)) {
                ended.look(); // before anybody is told
                services.listener().runEnded(views.view(run));
            }
            return true;
        } catch (RejectedException refused) {
            if (services.sharing().isShared() && refused.reason() == Reason.UNAVAILABLE) {
                return false;
            }
            throw refused;
        } catch (StaleEpochException taken) {
            if (services.sharing().isShared()) {
                return false;
            }
            RejectedException refused = new RejectedException(Reason.UNAVAILABLE,
                    "another coordinator took over run " + run + " meanwhile; stop it there");
            refused.initCause(taken);
            throw refused;
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
        if (played.find(run).filter(RunController::isStopping).isPresent()) {
            throw new RejectedException(Reason.UNAVAILABLE,
                    "run " + run + " is being stopped and has not ended yet; resume it then");
        }
        waiting.resume(views.stored(run));
        look();
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
        ended.forget();
    }

    /** What is stored of runs, beside what they may use. */
    public StoredBytes storedBytes() {
        return storedBytes;
    }

    /** What versions were made of, as far as it is held. */
    public SummedReports summedReports() {
        return new SummedReports(services.storage().registry(), services.storage().rounds(),
                services.storage().runs());
    }

    /** A run as operators see it. Blocks on storage. */
    public RunView view(String run) throws RejectedException {
        return shown.view(run);
    }

    /** The newest run as operators see it. Blocks on storage. @throws RejectedException NOT_FOUND if there is none */
    public RunView latest() throws RejectedException {
        return shown.latest();
    }

    /**
     * A part of the runs, newest first; one that is damaged says so and hides none of the others. It costs the same however many runs
     * there are, and however many rounds they played. Blocks on storage.
     *
     * @param status only runs of this status, if it is there
     * @param before only runs before this one; empty for all
     */
    public List<RunSummary> page(Optional<RunView.Status> status, String before, int limit) {
        return shown.page(status, before, limit);
    }

    /** What was signed for a run. Blocks on storage unless it is played here. */
    public PlannedRun planned(String run) throws RejectedException {
        return shown.planned(run);
    }

    /**
     * What to tell devices when no run is active: there is nothing left to do for them but to keep the newest version of the model that
     * was trained last, if one was made. Empty before the first run. Blocks on storage.
     */
    public Optional<EndedRun> ended() {
        return ended.ended();
    }

    /**
     * The newest version of a model that no run under way trains, with the run that made it. Empty if one trains it, or no version was made.
     * Seldom blocks on storage.
     */
    public Optional<EndedRun> newest(String model) {
        return active().stream().anyMatch(run -> run.run().plan().model().equals(model)) ? Optional.empty()
                : ended.newest(model);
    }

    /** Leaves the runs that are played as they are. */
    @Override
    public void close() {
        survey.close();
        played.close();
    }
}
