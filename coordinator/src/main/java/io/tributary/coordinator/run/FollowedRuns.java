package io.tributary.coordinator.run;

import io.tributary.coordinator.log.FaultLog;
import io.tributary.coordinator.round.RoundEvent;
import io.tributary.coordinator.store.DamagedException;
import io.tributary.coordinator.store.RunOwnership;
import io.tributary.coordinator.store.StoreException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The active runs that other members play, or that wait for their turn. Thread-safe. */
final class FollowedRuns {
    private static final Logger LOG = LoggerFactory.getLogger(FollowedRuns.class);
    private static final FaultLog FAULTS = new FaultLog(LOG);

    private final RunServices services;
    private final AnsweredDevices answered;
    private final NextRuns runs;
    private final Map<String, FollowedRun> followed = new ConcurrentHashMap<>();
    private final Queue<FollowedRun> over = new ConcurrentLinkedQueue<>();

    FollowedRuns(RunServices services, AnsweredDevices answered) {
        this.services = services;
        this.answered = answered;
        this.runs = new NextRuns(services.storage().runs());
    }

    Optional<FollowedRun> find(String run) {
        return Optional.ofNullable(followed.get(run));
    }

    Collection<FollowedRun> all() {
        return followed.values();
    }

    /**
     * These are all that are active and not played here: those that were followed and are none of them are over, which is told by
     * {@link #tellOver}. Blocks on storage.
     */
    void follow(List<RunOwnership> others) {
        Set<String> ids = others.stream().map(RunOwnership::run).collect(Collectors.toSet());
        followed.values().stream().filter(run -> !ids.contains(run.run().run())).toList().forEach(this::over);
        others.forEach(this::follow);
    }

    /** These are played here from now on. */
    void played(Set<String> runs) {
        followed.keySet().removeAll(runs);
    }

    private void follow(RunOwnership other) {
        FollowedRun known = followed.get(other.run());
        if (known == null) {
            runs.read(other.run()).ifPresent(run -> {
                FollowedRun added = new FollowedRun(run, services, answered);
                guarded(added, added::refresh);
                followed.put(other.run(), added);
            });
        } else {
            guarded(known, () -> known.refresh(other.newestEvent()));
        }
    }

    private void over(FollowedRun run) {
        followed.remove(run.run().run());
        over.add(run);
    }

    /** This run is over, and may have been begun and ended since these were looked for. */
    void over(PlannedRun run) {
        over.add(new FollowedRun(run, services, answered));
    }

    /** Tells whoever waits here what is over. Called when nobody takes it for active any more. Blocks on storage. */
    void tellOver() {
        for (FollowedRun run = over.poll(); run != null; run = over.poll()) {
            guarded(run, run::read);
        }
    }

    /** Reads what is stored of a run, if it is followed, on a thread of its own. */
    void refreshSoon(String run) {
        find(run).ifPresent(known -> Thread.ofVirtual().name("tributary-follow-" + run)
                .start(() -> guarded(known, known::refresh)));
    }

    /** Another member told what happened to a round. */
    void heard(String run, RoundEvent event) {
        find(run).ifPresent(known -> known.heard(event));
    }

    private static void guarded(FollowedRun run, Runnable step) {
        try {
            step.run();
        } catch (DamagedException damaged) {
            FAULTS.warn("run " + run.run().run() + " is damaged; whoever plays it says so", damaged);
        } catch (StoreException broken) {
            FAULTS.warn("run " + run.run().run() + ": what is stored of it could not be read", broken);
        }
    }
}
