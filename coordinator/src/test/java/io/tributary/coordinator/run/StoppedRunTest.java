package io.tributary.coordinator.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.Plans;
import io.tributary.coordinator.selection.DevicePool;
import io.tributary.coordinator.store.memory.MemoryStores;
import io.tributary.learning.Evaluation;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.secureagg.identity.SigningKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Stopping and resuming answer by what happened. */
class StoppedRunTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration NOT_LONG = Duration.ofMillis(1);

    /** Plays a run of so many rounds until its first one is being measured, and is held there until {@code goOn}. */
    private static String measuring(RunWorld world, int rounds, CountDownLatch there) throws Exception {
        String run = world.create(Plans.closeAll(1, rounds));
        world.checkIn(1);
        world.report(world.awaitRound(1), "d0", 1, 1);
        there.await();
        return run;
    }

    private static RunWorld heldBy(RunWorld world, CountDownLatch there, CountDownLatch goOn) {
        return world.evaluatedBy(_ -> {
            there.countDown();
            try {
                goOn.await();
            } catch (InterruptedException ending) {
                Thread.currentThread().interrupt();
            }
            return new Evaluation(1, 1, new int[][] {{1}}, 1);
        });
    }

    @Test
    void aStopAnswersWhenTheRunHasEnded() throws Exception {
        try (RunWorld world = new RunWorld()) {
            String run = world.create(Plans.closeAll(1, 5));
            world.checkIn(1);
            world.awaitRound(1);
            assertTrue(world.runs.stop(run, "enough", LONG));
            assertEquals(RunView.Status.STOPPED, world.runs.view(run).status());
            assertTrue(world.runs.stop(run, "enough", LONG));
        }
    }

    @Test
    void aRoundThatIsBeingAggregatedIsFinishedFirstAndTheAnswerSaysSo() throws Exception {
        CountDownLatch there = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (RunWorld empty = new RunWorld(); RunWorld world = heldBy(empty, there, goOn)) {
            String run = measuring(world, 5, there);
            assertFalse(world.runs.stop(run, "enough", NOT_LONG));
            assertEquals(RunView.Status.ACTIVE, world.runs.view(run).status());
            assertEquals(Reason.UNAVAILABLE,
                    assertThrows(RejectedException.class, () -> world.runs.resume(run)).reason());
            goOn.countDown();
            assertTrue(world.runs.stop(run, "enough", LONG));
            RunView ended = world.runs.view(run);
            assertEquals(RunView.Status.STOPPED, ended.status());
            assertEquals(1, ended.modelVersion());
            world.runs.resume(run);
            assertEquals(RunView.Status.ACTIVE, world.memory.runs().find(run).orElseThrow().status());
        }
    }

    @Test
    void aRunThatFinishesMeanwhileIsNotSaidToBeStopped() throws Exception {
        CountDownLatch there = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (RunWorld empty = new RunWorld(); RunWorld world = heldBy(empty, there, goOn)) {
            String run = measuring(world, 1, there);
            assertFalse(world.runs.stop(run, "enough", NOT_LONG));
            goOn.countDown();
            assertEquals(Reason.RUN_OVER,
                    assertThrows(RejectedException.class, () -> world.runs.stop(run, "enough", LONG)).reason());
            assertEquals(RunView.Status.FINISHED, world.runs.view(run).status());
        }
    }

    /** The first run ends while the second one, which waits, is being stopped: its turn must not come. */
    @Test
    void aWaitingRunThatIsBeingStoppedIsNotStartedMeanwhile() throws Exception {
        MemoryStores memory = new MemoryStores(InstantSource.system());
        SigningKey key = SigningKey.generate();
        Turn turn = new Turn();
        try (Runs runs = new Runs(Ports.of(memory).behind(turn).services(key, new DevicePool(LONG),
                InstantSource.system(), "member", _ -> Optional.empty()))) {
            String first = create(runs, key);
            String second = create(runs, key);
            String third = create(runs, key);
            RunWorld.await("the first one is played", () -> runs.find(first).isPresent());
            turn.comes(second, () -> {
                assertTrue(runs.stop(first, "enough", LONG));
                RunWorld.await("the third one is played", () -> runs.find(third).isPresent());
            });
            assertTrue(runs.stop(second, "enough", LONG));
            assertEquals(RunView.Status.STOPPED, runs.view(second).status());
            assertTrue(runs.find(second).isEmpty());
            assertTrue(runs.stop(third, "enough", LONG));
        }
    }

    private static String create(Runs runs, SigningKey key) throws Exception {
        RunPlan plan = Plans.closeAll(1, 2);
        return runs.create(key.sign(SignatureContext.RUN_PLAN, WireJson.write(plan)), plan);
    }

    /** Something that happens just before a run is claimed, once. */
    private static final class Turn implements Ports.Gate {
        private interface Happening {
            void happens() throws Exception;
        }

        private volatile String run = "";
        private volatile Happening happening = () -> {};

        void comes(String before, Happening what) {
            happening = what;
            run = before;
        }

        @Override
        public @Nullable Object pass(String what, Object[] arguments, Ports.Call call) throws Throwable {
            if (what.equals("RunStore.claim") && arguments[0].equals(run)) {
                run = "";
                happening.happens();
            }
            return call.make();
        }
    }
}
