package io.tributary.coordinator.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.coordinator.store.RunOwnership;
import io.tributary.protocol.message.RunQueueing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RunQueueTest {
    private static final Instant START = Instant.parse("2026-11-30T00:00:00Z");

    private static RunOwnership run(String name, Duration after, int priority) {
        return new RunOwnership(name, "", false, 0, START.plus(after), priority);
    }

    private static List<String> inOrder(RunOwnership... runs) {
        return Stream.of(runs).sorted(RunQueue.ORDER).map(RunOwnership::run).toList();
    }

    @Test
    void ofOnePriorityTheOldestIsFirst() {
        assertEquals(List.of("a", "c", "b"), inOrder(run("a", Duration.ZERO, 5), run("b", Duration.ofSeconds(2), 5),
                run("c", Duration.ofSeconds(1), 5)));
        assertEquals(List.of("a", "b"), inOrder(run("b", Duration.ZERO, 5), run("a", Duration.ZERO, 5)));
    }

    @Test
    void theHigherPriorityIsFirstUnlessTheLowerHasWaitedAnHourAStep() {
        RunOwnership low = run("low", Duration.ZERO, 0);
        assertEquals(List.of("high", "low"), inOrder(low, run("high", Duration.ofMinutes(9 * 60 - 1), 9)));
        assertEquals(List.of("low", "high"), inOrder(low, run("high", Duration.ofMinutes(9 * 60 + 1), 9)));
    }

    @Test
    void whoWaitsHasAPositionAndWhoIsPlayedHasNone() {
        RunQueue queue = new RunQueue();
        queue.show(List.of(run("a", Duration.ZERO, 7), run("b", Duration.ZERO, 5), run("c", Duration.ZERO, 3)),
                run -> run.run().equals("a") ? Optional.empty() : Optional.of(RunQueueing.Why.FULL));
        assertEquals(2, queue.size());
        assertEquals(Optional.empty(), queue.of("a"));
        assertEquals(Optional.of(new RunQueueing(1, 5, RunQueueing.Why.FULL)), queue.of("b"));
        assertEquals(Optional.of(new RunQueueing(2, 3, RunQueueing.Why.FULL)), queue.of("c"));
    }
}
