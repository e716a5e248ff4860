package io.tributary.coordinator.run;

import io.tributary.coordinator.log.FaultLog;
import io.tributary.coordinator.round.RoundEvent;
import io.tributary.coordinator.store.RunOwnership;
import io.tributary.coordinator.store.RunStore;
import io.tributary.coordinator.store.StoreException;
import io.tributary.protocol.message.RunQueueing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every second, and when other members tell something, which active runs this member is to play and which to follow. A run that
 * nobody has is played by the member that {@link RunPlaces} names; if that does not take it within {@link #PATIENCE}, by any. A run
 * that is played here and is placed elsewhere is handed over between two rounds. Thread-safe.
 */
final class RunSurvey implements AutoCloseable, RunNews.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(RunSurvey.class);
    private static final FaultLog FAULTS = new FaultLog(LOG);
    private static final long PERIOD_MILLIS = 1_000;
    /** How long nobody has a run before any member takes it. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    /** How long a run is placed elsewhere before it is handed over: members that come and go for a moment move nothing. */
    private static final Duration STEADY = Duration.ofSeconds(5);

    private final RunStore runs;
    private final String self;
    private final RunSharing sharing;
    private final PlayedRuns played;
    private final FollowedRuns followed;
    private final RunQueue queue;
    private final EndedRuns ended;
    private final Semaphore turn = new Semaphore(0);
    private final Thread thread;
    private final InstantSource durations;
    private final Waits waits;
    private final ReentrantLock looking = new ReentrantLock();
    private Map<String, Instant> unowned = Map.of();
    private final Map<String, Instant> elsewhere = new HashMap<>();
    private volatile boolean closed;

    RunSurvey(RunServices services, PlayedRuns played, FollowedRuns followed, RunQueue queue,
            EndedRuns ended) {
        this.queue = queue;
        this.ended = ended;
        this.runs = services.storage().runs();
        this.self = services.identity().member();
        this.sharing = services.sharing();
        this.durations = services.durations();
        this.waits = services.waits();
        this.played = played;
        this.followed = followed;
        this.thread = Thread.ofVirtual().name("tributary-run-survey").unstarted(this::lookAgainAndAgain);
    }

    void start() {
        sharing.news().listen(this);
        sharing.placement().listen(this::look);
        lookNow();
        thread.start();
    }

    @Override
    public void look() {
        turn.release();
    }

    @Override
    public void moved(String run) {
        if (followed.find(run).isPresent()) {
            followed.refreshSoon(run);
        } else {
            look();
        }
    }

    @Override
    public void told(String run, RoundEvent event) {
        played.heard(run, event);
        followed.heard(run, event);
    }

    @Override
    public void stop(String run, String why) {
        played.stop(run, why);
    }

    private void lookAgainAndAgain() {
        try {
            while (!closed) {
                waits.acquire(turn, PERIOD_MILLIS);
                turn.drainPermits();
                lookNow();
            }
        } catch (InterruptedException stopped) {
            LOG.debug("the survey of runs ends", stopped);
            Thread.currentThread().interrupt();
        }
    }

    private void lookNow() {
        looking.lock();
        try {
            if (!closed) {
                survey(RunQueue.read(runs));
            }
        } catch (StoreException broken) {
            FAULTS.warn("which runs are to be played could not be looked up, trying again", broken);
        } finally {
            looking.unlock();
        }
    }

    private void survey(List<RunOwnership> active) {
        count(active);
        Set<String> now = played.ids();
        followed.follow(active.stream().filter(run -> !now.contains(run.run())).toList());
        ModelTurns turns = ModelTurns.of(active, this::model, now);
        List<RunOwnership> may = active.stream().filter(turns::has).toList();
        RunPlaces places = new RunPlaces(may, sharing.placement(), self);
        List<String> here = may.stream().filter(run -> isToBePlayedHere(run, places)).map(RunOwnership::run).toList();
        played.share((int) may.stream().filter(places::isHere).count());
        Optional<String> overBefore = lastOver();
        played.play(here, followed::find);
        Set<String> after = played.ids();
        followed.played(after);
        ended.last().filter(run -> !Optional.of(run.run()).equals(overBefore)).ifPresent(followed::over);
        ended.forget();
        followed.tellOver();
        queue.show(active, run -> waitsFor(run, turns, after));
        handOver(places);
    }

    private Optional<String> lastOver() {
        return ended.last().map(PlannedRun::run);
    }

    /** Nobody has had room for a run that any member may take. */
    private Optional<RunQueueing.Why> waitsFor(RunOwnership run, ModelTurns turns, Set<String> playedHere) {
        if (run.leased() || playedHere.contains(run.run())) {
            return Optional.empty();
        }
        if (!turns.has(run)) {
            return Optional.of(RunQueueing.Why.MODEL);
        }
        return hasPassed(PATIENCE, unowned.get(run.run())) ? Optional.of(RunQueueing.Why.FULL) : Optional.empty();
    }

    /** The model that a run trains; empty if its plan cannot be read. */
    private Optional<String> model(String run) {
        Optional<? extends ActiveRun> known = played.find(run);
        return (known.isPresent() ? known : followed.find(run)).map(there -> there.run().plan().model());
    }

    private void count(List<RunOwnership> active) {
        Map<String, Instant> before = unowned;
        Instant now = durations.instant();
        unowned = active.stream().filter(run -> !run.leased())
                .collect(Collectors.toMap(RunOwnership::run, run -> before.getOrDefault(run.run(), now)));
    }

    private boolean isToBePlayedHere(RunOwnership run, RunPlaces places) {
        return places.isHere(run) || (!run.leased() && hasPassed(PATIENCE, unowned.get(run.run())));
    }

    private boolean hasPassed(Duration time, @Nullable Instant since) {
        return since != null && !durations.instant().isBefore(since.plus(time));
    }

    private void handOver(RunPlaces places) {
        Set<String> here = played.ids();
        elsewhere.keySet().retainAll(here);
        for (String run : here) {
            if (!places.isLeaving(run)) {
                elsewhere.remove(run);
            } else if (hasPassed(STEADY, elsewhere.putIfAbsent(run, durations.instant()))) {
                played.handOver(run);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        look();
    }
}
