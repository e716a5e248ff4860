package io.tributary.aggregation.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.protocol.parameters.Parameter;
import io.tributary.protocol.parameters.Parameter.Role;
import io.tributary.protocol.parameters.ParameterLayout;
import io.tributary.protocol.plan.ClientMethod;
import io.tributary.protocol.plan.ModelSpec;
import io.tributary.protocol.plan.OptimizerSpec;
import io.tributary.protocol.plan.RoundSpec;
import io.tributary.protocol.plan.RuleSpec;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.Schedule;
import io.tributary.protocol.plan.ServerOptimizerSpec;
import io.tributary.protocol.plan.StrategySpec;
import io.tributary.protocol.plan.StrategySpec.Weighting;
import io.tributary.protocol.plan.TrainingSpec;
import io.tributary.protocol.plan.UpdateSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("seeded")
class ServerOptimizersTest {
    private static final long SEED = Long.getLong("test.seed", 1);
    private static final Schedule STEADY = Schedule.CONSTANT;
    private static final int ROUNDS = 20;
    private static final int SIZE = 1000;

    static Stream<ServerOptimizerSpec> specs() {
        return Stream.of(new ServerOptimizerSpec.FedAvg(0.7, STEADY), new ServerOptimizerSpec.FedAvgM(0.3, 0.9, STEADY),
                new ServerOptimizerSpec.FedAdagrad(0.1, 0, 1e-3, STEADY),
                new ServerOptimizerSpec.FedAdam(0.01, 0.9, 0.99, 1e-3, STEADY),
                new ServerOptimizerSpec.FedYogi(0.01, 0.9, 0.99, 1e-3, STEADY));
    }

    private static float[] vector(Random random, int size, double scale) {
        float[] vector = new float[size];
        for (int i = 0; i < size; i++) {
            vector[i] = (float) (scale * random.nextGaussian());
        }
        return vector;
    }

    private static float[][] fresh(ServerOptimizer optimizer, int size) {
        float[][] state = new float[optimizer.slots()][size];
        for (int slot = 0; slot < state.length; slot++) {
            Arrays.fill(state[slot], optimizer.initial(slot));
        }
        return state;
    }

    @ParameterizedTest
    @MethodSource("specs")
    void everyOptimizerFollowsItsPaperForTwentyRounds(ServerOptimizerSpec spec) {
        Random random = new Random(SEED);
        ServerOptimizer optimizer = ServerOptimizers.of(spec, 1);
        float[] model = vector(random, SIZE, 1);
        float[][] state = fresh(optimizer, SIZE);
        PlainOptimizer[] plain = new PlainOptimizer[SIZE];
        for (int i = 0; i < SIZE; i++) {
            plain[i] = new PlainOptimizer(spec, model[i]);
        }
        for (int round = 0; round < ROUNDS; round++) {
            float[] delta = vector(random, SIZE, Math.scalb(1.0, -round));
            optimizer.step(model, delta, state, SIZE);
            for (int i = 0; i < SIZE; i++) {
                assertEquals(plain[i].step(delta[i]), model[i], 2e-5,
                        "seed " + SEED + " round " + round + " value " + i);
            }
        }
    }

    static Stream<ServerOptimizerSpec> adaptive() {
        double tau = 0x1p-10; // its square is a float
        return Stream.of(new ServerOptimizerSpec.FedAdagrad(0.1, 0, tau, STEADY),
                new ServerOptimizerSpec.FedAdam(0.01, 0.9, 0.99, tau, STEADY),
                new ServerOptimizerSpec.FedYogi(0.01, 0.9, 0.99, tau, STEADY));
    }

    @ParameterizedTest
    @MethodSource("adaptive")
    void theSecondMomentIsRoundedOnce(ServerOptimizerSpec spec) {
        ServerOptimizer optimizer = ServerOptimizers.of(spec, 1);
        float[][] state = fresh(optimizer, SIZE);
        float[] delta = vector(new Random(7), SIZE, 1e-3);
        optimizer.step(new float[SIZE], delta, state, SIZE);
        for (int i = 0; i < SIZE; i++) {
            PlainOptimizer plain = new PlainOptimizer(spec, 0);
            plain.step(delta[i]);
            assertEquals((float) plain.secondMoment(), state[1][i], "value " + i);
        }
    }

    @ParameterizedTest
    @MethodSource("specs")
    void anyCutIntoRangesGivesTheSameBits(ServerOptimizerSpec spec) {
        Random random = new Random(SEED);
        ServerOptimizer optimizer = ServerOptimizers.of(spec, 1);
        float[] model = vector(random, SIZE, 1);
        float[] delta = vector(random, SIZE, 0.1);
        float[][] state = fresh(optimizer, SIZE);
        float[] whole = model.clone();
        float[][] wholeState = fresh(optimizer, SIZE);
        optimizer.step(whole, delta, wholeState, SIZE);
        for (int from = 0; from < SIZE;) {
            int length = Math.min(SIZE - from, 1 + random.nextInt(99));
            float[] slice = Arrays.copyOfRange(model, from, from + length);
            float[][] sliceState = fresh(optimizer, length);
            optimizer.step(slice, Arrays.copyOfRange(delta, from, from + length), sliceState, length);
            System.arraycopy(slice, 0, model, from, length);
            for (int slot = 0; slot < state.length; slot++) {
                System.arraycopy(sliceState[slot], 0, state[slot], from, length);
            }
            from += length;
        }
        assertArrayEquals(whole, model, "seed " + SEED);
        assertArrayEquals(wholeState, state, "seed " + SEED);
    }

    @ParameterizedTest
    @MethodSource("specs")
    void valuesBeyondTheLengthAreLeftAlone(ServerOptimizerSpec spec) {
        ServerOptimizer optimizer = ServerOptimizers.of(spec, 1);
        float[][] state = fresh(optimizer, 2);
        float[][] before = fresh(optimizer, 2);
        float[] model = {1, 1};
        optimizer.step(model, new float[] {1, 1}, state, 1);
        assertEquals(1, model[1]);
        for (int slot = 0; slot < state.length; slot++) {
            assertEquals(before[slot][1], state[slot][1]);
        }
    }

    @ParameterizedTest
    @MethodSource("specs")
    void theLargestUpdatesThatAPlanAllowsGiveFiniteState(ServerOptimizerSpec spec) {
        ServerOptimizer optimizer = ServerOptimizers.of(spec, 1);
        float[] model = new float[2];
        float[][] state = fresh(optimizer, 2);
        float largest = Math.scalb(0.99f, 62);
        for (int round = 0; round < 100; round++) {
            optimizer.step(model, new float[] {largest, -largest}, state, 2);
        }
        for (float[] slot : state) {
            assertEquals(true, Float.isFinite(slot[0]) && Float.isFinite(slot[1]), spec + ": " + slot[0]);
        }
    }

    @Test
    void aRateFollowsItsScheduleFromRoundToRound() {
        StrategySpec strategy = new StrategySpec(new RuleSpec.Mean(),
                new ServerOptimizerSpec.FedAvgM(0.5, 0.9, new Schedule.Step(2, 0.1)), Weighting.EXAMPLES);
        RunPlan plan = plan(new TrainingSpec(1, 10, new OptimizerSpec.Sgd(0.1, 0), 1), strategy);
        assertEquals(new FedAvgM(0.5, 0.9), ServerOptimizers.of(plan, 2));
        assertEquals(new FedAvgM(0.5 * 0.1, 0.9), ServerOptimizers.of(plan, 3));
    }

    @Test
    void devicesThatUseFedDynHaveItsServerHalf() {
        TrainingSpec training = TrainingSpec.builder().epochs(1).batchSize(10).optimizer(new OptimizerSpec.Sgd(0.1, 0))
                .method(new ClientMethod.FedDyn(0.1, 8)).schedule(STEADY).build();
        StrategySpec strategy = new StrategySpec(new RuleSpec.Mean(), new ServerOptimizerSpec.FedAvg(1, STEADY),
                Weighting.UNIFORM);
        assertEquals(new FedDyn(0.25, 8), ServerOptimizers.of(plan(training, strategy), 1).over(2));
    }

    private static RunPlan plan(TrainingSpec training, StrategySpec strategy) {
        ParameterLayout layout = new ParameterLayout(List.of(new Parameter("w", Role.TRAINABLE, List.of(4))));
        return RunPlan.builder().name("test").model("test")
                .spec(new ModelSpec("linear", List.of(2, 2, 1), 2, List.of())).layout(layout).rounds(5).seed(1)
                .training(training).update(new UpdateSpec(2, 30, 1000, 100)).round(new RoundSpec(4, 1, 4, 1, 4, 60, 60))
                .strategy(strategy).build();
    }
}
