package io.tributary.coordinator.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.Plans;
import io.tributary.coordinator.round.RoundEvent;
import io.tributary.learning.Evaluation;
import io.tributary.learning.Evaluator;
import io.tributary.protocol.message.RunView;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Closing, as SIGTERM asks for it: what is being done is done to its end, nothing more is begun, and nobody is left behind. */
class DrainTest {
    private final CountDownLatch began = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private final List<String> order = new CopyOnWriteArrayList<>();

    private Evaluator slow() {
        return _ -> {
            began.countDown();
            try {
                assertTrue(mayEnd.await(1, TimeUnit.MINUTES), "nobody let it end");
            } catch (InterruptedException stopped) {
                throw new IllegalStateException("interrupted, where closing should wait", stopped);
            }
            order.add("measured");
            return new Evaluation(1, 0, new int[][] {{1}}, 1);
        };
    }

    @Test
    @SuppressWarnings("try") // closed in the middle, from another thread
    void anEffectThatIsUnderWayIsStoredAndMarkedAndTheNextRoundIsLeftToTheNextOwner() throws Exception {
        try (RunWorld world = new RunWorld().evaluatedBy(slow())) {
            String run = world.create(Plans.closeAll(1, 2));
            world.checkIn(1);
            world.report(world.awaitRound(1), "d0", 0.5f, 1);
            RunWorld.await("the evaluation began", () -> began.getCount() == 0);
            world.checkIn(1);
            Thread closer = Thread.ofPlatform().start(() -> {
                world.runs.close();
                order.add("closed");
            });
            RunWorld.await("closing waits", () -> closer.getState() == Thread.State.WAITING);
            mayEnd.countDown();
            closer.join();
            assertEquals(List.of("measured", "closed"), order);
            assertInstanceOf(RoundEvent.Evaluated.class, world.events(run).getLast());
            assertTrue(world.memory.rounds().effectsDone(run, 1).contains("evaluate"));
            try (RunWorld next = world.again()) {
                next.runs.resume();
                next.checkIn(1);
                next.report(next.awaitRound(2), "d0", 0.5f, 1);
                assertEquals(RunView.Status.FINISHED, next.awaitEnd(run).status());
                assertEquals(1f, next.firstValue(2));
            }
        }
    }

    @Test
    @SuppressWarnings("try") // closed in the middle: that is what is tested
    void aRunThatIsRecordedWhileItClosesIsLeftToTheNextOwner() throws Exception {
        try (RunWorld world = new RunWorld()) {
            world.runs.close();
            String run = world.create(Plans.closeAll(1, 1));
            world.runs.resume();
            assertTrue(world.runs.active().isEmpty());
            try (RunWorld next = world.again()) {
                next.runs.resume();
                next.checkIn(1);
                next.report(next.awaitRound(1), "d0", 0.5f, 1);
                assertEquals(RunView.Status.FINISHED, next.awaitEnd(run).status());
            }
        }
    }

    @Test
    @SuppressWarnings("try") // closed in the middle: that is what is tested
    void whoWaitsForAnothersLeaseClosesAtOnceAndClaimsNothing() throws Exception {
        try (RunWorld owner = new RunWorld(); RunWorld other = owner.as("other")) {
            String run = owner.create(Plans.closeAll(1, 1));
            owner.checkIn(1);
            owner.awaitRound(1);
            other.runs.resume();
            other.close();
            assertEquals("member", owner.memory.runs().find(run).orElseThrow().owner());
            assertEquals(RunView.Status.ACTIVE, owner.memory.runs().find(run).orElseThrow().status());
            assertFalse(owner.runs.openRounds().isEmpty());
        }
    }
}
