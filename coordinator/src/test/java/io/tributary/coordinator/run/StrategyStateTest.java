package io.tributary.coordinator.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.tributary.aggregation.optimizer.ServerOptimizer;
import io.tributary.aggregation.optimizer.ServerOptimizers;
import io.tributary.coordinator.Plans;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.plan.PlanUse;
import io.tributary.protocol.plan.RunPlan;
import org.junit.jupiter.api.Test;

/** What FedAdam remembers of a run: from round to round, over a stop and a restart, and not in another run. */
class StrategyStateTest {
    private static final RunPlan PLAN = Plans.with(Plans.fedAdam(), Plans.closeAll(1, 3));
    private static final float[] DELTAS = {0.5f, -0.25f, 1};

    /** One coordinate moved by FedAdam in memory. */
    private static final class Expected {
        private final float[] model = new float[1];
        private float[][] state = fresh();

        private static float[][] fresh() {
            ServerOptimizer adam = ServerOptimizers.of(PLAN, 1);
            return new float[][] {{adam.initial(0)}, {adam.initial(1)}};
        }

        float after(int round) {
            ServerOptimizers.of(PLAN, round).step(model, new float[] {DELTAS[round - 1]}, state, 1);
            return model[0];
        }

        void forget() {
            state = fresh();
        }
    }

    private static void play(RunWorld world, int round) throws Exception {
        world.checkIn(1);
        world.report(world.awaitRound(round), "d0", DELTAS[round - 1], 1);
    }

    private static void finish(RunWorld world, String run) throws Exception {
        RunView view = world.awaitEnd(run);
        assertEquals(RunView.Status.FINISHED, view.status(), view.failure());
    }

    @Test
    void aRunRemembersFromRoundToRound() throws Exception {
        try (RunWorld world = new RunWorld()) {
            String run = world.create(PLAN);
            Expected expected = new Expected();
            for (int round = 1; round <= 3; round++) {
                play(world, round);
            }
            finish(world, run);
            for (int round = 1; round <= 3; round++) {
                assertEquals(expected.after(round), world.firstValue(round), "version " + round);
            }
        }
    }

    @Test
    @SuppressWarnings("try") // closed in the middle: that is the restart
    void aRestartForgetsNothing() throws Exception {
        try (RunWorld first = new RunWorld()) {
            String run = first.create(PLAN);
            play(first, 1);
            first.checkIn(1);
            first.awaitRound(2);
            first.close();
            try (RunWorld second = first.again()) {
                second.runs.resume();
                play(second, 2);
                play(second, 3);
                finish(second, run);
                Expected expected = new Expected();
                for (int round = 1; round <= 3; round++) {
                    assertEquals(expected.after(round), second.firstValue(round), "version " + round);
                }
            }
        }
    }

    @Test
    void anotherRunOfTheModelBeginsAnew() throws Exception {
        try (RunWorld world = new RunWorld()) {
            Expected expected = new Expected();
            for (int time = 0; time < 2; time++) {
                String run = world.create(PLAN.toBuilder().use(PlanUse.once()).build());
                for (int round = 1; round <= 3; round++) {
                    play(world, round);
                }
                finish(world, run);
                float end = 0;
                expected.forget();
                for (int round = 1; round <= 3; round++) {
                    float before = end;
                    end = expected.after(round);
                    assertNotEquals(before, end);
                    assertEquals(end, world.firstValue(3 * time + round), "version " + (3 * time + round));
                }
            }
        }
    }
}
