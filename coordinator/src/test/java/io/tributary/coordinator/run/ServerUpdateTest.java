package io.tributary.coordinator.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.Plans;
import io.tributary.learning.LocalTrainer;
import io.tributary.learning.TrainingException;
import io.tributary.learning.TrainingOutcome;
import io.tributary.learning.TrainingTask;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.plan.RuleSpec;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.StrategySpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** FLTrust on the coordinator: an update of its own each round, and a plan that needs one is refused where none can be made. */
class ServerUpdateTest {
    private static final RunPlan PLAN = Plans.with(
            new StrategySpec(new RuleSpec.FlTrust(), StrategySpec.FEDAVG.server(), StrategySpec.FEDAVG.weighting()),
            Plans.closeAll(2, 2));

    /** Finds that every value should rise by 1. */
    private static TrainingOutcome rise(TrainingTask task) {
        float[] delta = new float[task.model().length];
        Arrays.fill(delta, 1);
        return new TrainingOutcome(delta, 1, 0);
    }

    private static RunView played(RunWorld world, int rounds) throws Exception {
        String run = world.create(PLAN);
        for (int round = 1; round <= rounds; round++) {
            world.checkIn(2);
            OpenRound open = world.awaitRound(round);
            world.report(open, "d0", 0.25f, 1);
            world.report(open, "d1", -3, 1000);
        }
        return world.awaitEnd(run);
    }

    @Test
    void whoPointsAwayFromTheCoordinatorsUpdateCountsForNothingAndTheOthersAreAsLongAsIt() throws Exception {
        try (RunWorld world = new RunWorld().trainedBy(ServerUpdateTest::rise)) {
            RunView view = played(world, 2);
            assertEquals(RunView.Status.FINISHED, view.status(), view.failure());
            assertEquals(1, world.firstValue(1), 1e-5);
            assertEquals(2, world.firstValue(2), 1e-5);
        }
    }

    @Test
    void itIsTrainedFromTheRoundsModelWithASeedOfItsOwn() throws Exception {
        List<TrainingTask> tasks = new CopyOnWriteArrayList<>();
        LocalTrainer trainer = task -> {
            tasks.add(task);
            return rise(task);
        };
        try (RunWorld world = new RunWorld().trainedBy(trainer)) {
            played(world, 2);
            assertEquals(List.of(1, 2), tasks.stream().map(TrainingTask::round).toList());
            assertArrayEquals(new float[Plans.VALUES], tasks.get(0).model());
            assertEquals(world.firstValue(1), tasks.get(1).model()[Plans.VALUES - 1]);
            assertNotEquals(tasks.get(0).seed(), tasks.get(1).seed());
            assertEquals(ServerUpdate.seed(PLAN.seed(), 2), tasks.get(1).seed());
        }
    }

    @Test
    void aPlanThatNeedsOneIsRefusedInWordsWhereNothingTrainsAndNoRunIsThere() throws Exception {
        try (RunWorld world = new RunWorld()) {
            RejectedException refused = assertThrows(RejectedException.class, () -> world.create(PLAN));
            assertEquals(Reason.INVALID_FIELD, refused.reason());
            assertTrue(refused.detail().contains("flTrust"), refused::detail);
            assertEquals(List.of(), world.runs.page(Optional.empty(), "", 9));
        }
    }

    @Test
    void aTrainerThatFailsEndsTheRunWithItsWords() throws Exception {
        try (RunWorld world = new RunWorld().trainedBy(_ -> {
            throw new TrainingException("the root examples are gone");
        })) {
            RunView view = played(world, 1);
            assertEquals(RunView.Status.FAILED, view.status());
            assertEquals(
                    "round 1, aggregate: the coordinator's own update could not be trained: the root examples are gone",
                    view.failure());
        }
    }

    @Test
    void anUpdateOfAnotherLengthEndsTheRunInWords() throws Exception {
        try (RunWorld world = new RunWorld().trainedBy(_ -> new TrainingOutcome(new float[3], 1, 0))) {
            assertTrue(String.valueOf(played(world, 1).failure()).contains("has 3 values and the layout"));
        }
    }
}
