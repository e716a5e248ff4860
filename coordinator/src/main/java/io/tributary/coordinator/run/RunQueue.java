package io.tributary.coordinator.run;

import io.tributary.coordinator.store.RunOwnership;
import io.tributary.coordinator.store.RunStore;
import io.tributary.protocol.message.RunQueueing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The order in which active runs have their turn, and where those that wait stand in it. A step of priority weighs as much as {@link #STEP} of
 * waiting, so that a run of priority 0 is overtaken for nine hours at most and never starves. The order of two runs does not change while
 * they wait, and every member sees the same. Thread-safe.
 */
final class RunQueue {
    /** How much longer a run must have waited to stand before one whose priority is one higher. */
    static final Duration STEP = Duration.ofHours(1);
    /** Which of two runs has its turn first. */
    static final Comparator<RunOwnership> ORDER =
            Comparator.comparingLong(RunQueue::turn).thenComparing(RunOwnership::run);
    /** Active runs that are looked at, the oldest: later ones are seen when some of these are over. */
    private static final int MOST = 2_000;
    private static final int PART = 200;
    private volatile Map<String, RunQueueing> waiting = Map.of();

    private static long turn(RunOwnership run) {
        return run.created().toEpochMilli() - run.priority() * STEP.toMillis();
    }

    /** The active runs, in the order in which they have their turn. Blocks on storage. */
    static List<RunOwnership> read(RunStore runs) {
        List<RunOwnership> active = new ArrayList<>();
        List<RunOwnership> part = runs.owners("", PART);
        while (!part.isEmpty() && active.size() < MOST) {
            active.addAll(part);
            part = part.size() < PART ? List.of() : runs.owners(part.getLast().run(), PART);
        }
        active.sort(ORDER);
        return active;
    }

    /**
     * Remembers who waits.
     *
     * @param inOrder active runs
     * @param why what a run waits for; empty if it is played
     */
    void show(List<RunOwnership> inOrder, Function<RunOwnership, Optional<RunQueueing.Why>> why) {
        Map<String, RunQueueing> now = new LinkedHashMap<>();
        inOrder.forEach(run -> why.apply(run)
                .ifPresent(what -> now.put(run.run(), new RunQueueing(now.size() + 1, run.priority(), what))));
        waiting = now;
    }

    /** Where a run stood when this last looked, if it waited. */
    Optional<RunQueueing> of(String run) {
        return Optional.ofNullable(waiting.get(run));
    }

    /** How many waited for room alone. */
    int full() {
        return (int) waiting.values().stream().filter(run -> run.why() == RunQueueing.Why.FULL).count();
    }

    /** How many waited. */
    int size() {
        return waiting.size();
    }
}
