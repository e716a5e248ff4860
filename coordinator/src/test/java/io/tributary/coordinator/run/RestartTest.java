package io.tributary.coordinator.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.coordinator.Plans;
import io.tributary.coordinator.store.RoundStore;
import io.tributary.coordinator.store.StoreException;
import io.tributary.coordinator.store.memory.MemoryStores;
import io.tributary.protocol.message.RunView;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A coordinator that dies and is started again on the same stores goes on where it was. */
class RestartTest {
    @Test
    @SuppressWarnings("try") // closed in the middle: that is the restart
    void anUpdateThatWasAcceptedJustBeforeACrashCountsAfterIt() throws Exception {
        try (RunWorld first = new RunWorld()) {
            String run = first.create(Plans.closeAll(1, 1));
            first.checkIn(1);
            first.accept(first.awaitRound(1), "d0", 1, 1);
            first.close();
            try (RunWorld second = first.again()) {
                second.runs.resume();
                assertEquals(RunView.Status.FINISHED, second.awaitEnd(run).status());
                assertEquals(1f, second.firstValue(1));
            }
        }
    }

    @Test
    @SuppressWarnings("try") // closed in the middle: that is the restart
    void theHistoryIsTheSameAfterARestart() throws Exception {
        try (RunWorld first = new RunWorld()) {
            String run = first.create(Plans.closeAll(2, 3));
            first.checkIn(2);
            OpenRound open = first.awaitRound(1);
            first.report(open, "d0", 1, 1);
            first.report(open, "d1", 1, 1);
            first.checkIn(2);
            first.awaitRound(2);
            RunView before = first.runs.view(run);
            first.close();
            try (RunWorld second = first.again()) {
                second.runs.resume();
                second.awaitRound(2);
                assertEquals(before, second.runs.view(run));
            }
        }
    }

    @Test
    void aRunWhoseDatabaseWasAwayGoesOnByItselfWhenItIsBack() throws Exception {
        AtomicInteger failures = new AtomicInteger();
        try (RunWorld world = new RunWorld().over(rounds -> failing(rounds, failures))) {
            String run = world.create(Plans.closeAll(1, 2));
            for (int round = 1; round <= 2; round++) {
                world.checkIn(1);
                OpenRound open = world.awaitRound(round);
                failures.set(3);
                world.report(open, "d0", 0.5f, 1);
            }
            assertEquals(RunView.Status.FINISHED, world.awaitEnd(run).status());
            assertEquals(1f, world.firstValue(2));
            assertEquals(0, failures.get());
        }
    }

    /** A store that fails so many times, before an event is stored, and then works. */
    private static RoundStore failing(RoundStore rounds, AtomicInteger left) {
        MemoryStores others = new MemoryStores(InstantSource.system());
        return new Ports(others.runs(), rounds, others.models(), others.objects(), others.keys())
                .behind((what, _, call) -> {
                    if (what.equals("RoundStore.append") && left.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                        throw new StoreException("the database is away");
                    }
                    return call.make();
                }).rounds();
    }
}
