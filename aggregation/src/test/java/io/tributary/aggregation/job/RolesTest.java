package io.tributary.aggregation.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.aggregation.executor.RangeExecutor;
import io.tributary.aggregation.executor.ThreadRangeExecutor;
import io.tributary.aggregation.optimizer.FedAvg;
import io.tributary.aggregation.rule.Rules;
import io.tributary.protocol.parameters.Chunking;
import io.tributary.protocol.parameters.Parameter;
import io.tributary.protocol.parameters.Parameter.Role;
import io.tributary.protocol.parameters.ParameterLayout;
import io.tributary.protocol.plan.ClientMethod;
import io.tributary.protocol.plan.OptimizerSpec;
import io.tributary.protocol.plan.RuleSpec;
import io.tributary.protocol.plan.StrategySpec.Weighting;
import io.tributary.protocol.plan.TrainingSpec;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is done to the values of each role, and what a device's method asks of the coordinator. */
class RolesTest {
    private static final RuleSpec MEAN = new RuleSpec.Mean();
    private static final int C = Chunking.CHUNK_VALUES;

    /** Twice the update on what is trained: a step that buffers must not take. */
    private static Strategy doubling(RuleSpec rule, Weighting weighting, OptionalInt population) {
        return new Strategy(Rules.of(rule), new FedAvg(2), weighting, population, Optional.empty());
    }

    private static ParameterLayout layout(int trainable, int buffers, int controls, int frozen) {
        return new ParameterLayout(List.of(new Parameter("weight", Role.TRAINABLE, List.of(trainable)),
                new Parameter("running", Role.BUFFER, List.of(buffers)),
                new Parameter("control.weight", Role.CONTROL, List.of(controls)),
                new Parameter("rest", Role.FROZEN, List.of(frozen))));
    }

    private static float[] run(ParameterLayout layout, Strategy strategy, float[] model, UpdateSource updates)
            throws Exception {
        MemoryModel target = new MemoryModel(model);
        try (RangeExecutor executor = new ThreadRangeExecutor(2)) {
            new RangeJob(layout, Jobs.SPEC, strategy, updates, target, target).run(executor);
        }
        return target.next();
    }

    @Test
    void eachRoleTakesItsOwn() throws Exception {
        // Means weighted 1 : 3. Trainable 0.25 doubled; buffers 0.25; controls the plain mean 0.5 times 2 / 10; frozen as it was.
        MemoryUpdates updates = new MemoryUpdates(new float[][] {{1, 1, 1}, {0, 0, 0}}, new int[] {1, 3});
        assertArrayEquals(new float[] {1.5f, 1.25f, 1.1f, 1}, run(layout(1, 1, 1, 1),
                doubling(MEAN, Weighting.EXAMPLES, OptionalInt.of(10)), new float[] {1, 1, 1, 1}, updates));
    }

    @Test
    void uniformWeightsCountEveryUpdateOnce() throws Exception {
        MemoryUpdates updates = new MemoryUpdates(new float[][] {{1, 1, 1}, {0, 0, 0}}, new int[] {1, 3});
        assertArrayEquals(new float[] {1, 0.5f, 0.5f, 0}, run(layout(1, 1, 1, 1),
                doubling(MEAN, Weighting.UNIFORM, OptionalInt.empty()), new float[4], updates));
    }

    @Test
    void buffersTakeWhatTheRuleSays() throws Exception {
        MemoryUpdates updates = new MemoryUpdates(new float[][] {{1, 1}, {0, 0.5f}, {2, -2}}, new int[] {1, 3, 500});
        ParameterLayout layout = Jobs.layout(1, 1);
        assertArrayEquals(new float[] {2, 0.5f}, run(layout,
                doubling(new RuleSpec.Median(), Weighting.EXAMPLES, OptionalInt.empty()), new float[2], updates));
    }

    @Test
    void controlsDoNotCountInDistances() throws Exception {
        // By the first value 0.1 is nearest to two others; by the second, a control, it would be the farthest.
        float[][] rows = {{0, 0}, {0.1f, 2}, {0.2f, 0}, {1, 0}};
        MemoryUpdates updates = new MemoryUpdates(rows, new int[] {1, 1, 1, 1});
        ParameterLayout layout = new ParameterLayout(List.of(new Parameter("weight", Role.TRAINABLE, List.of(1)),
                new Parameter("control.weight", Role.CONTROL, List.of(1))));
        float[] next = run(layout, doubling(new RuleSpec.Krum(0), Weighting.EXAMPLES, OptionalInt.empty()),
                new float[2], updates);
        assertEquals(0.2f, next[0]);
    }

    @ParameterizedTest
    @CsvSource({"3, 4, 5, 6", "65536, 65536, 65536, 65536", "65539, 10, 131072, 7", "1, 200000, 3, 200000",
        "65535, 1, 1, 65536", "10, 65536, 131072, 1"})
    void bordersOfRolesMayLieInsideAnyChunk(int trainable, int buffers, int controls, int frozen) throws Exception {
        ParameterLayout layout = layout(trainable, buffers, controls, frozen);
        float[] model = new float[layout.size()];
        float[][] updates = new float[2][layout.updateSize()];
        for (int i = 0; i < layout.updateSize(); i++) {
            model[i] = i % 11;
            updates[0][i] = i % 5 / 4f;
        }
        float[] next = run(layout, doubling(MEAN, Weighting.EXAMPLES, OptionalInt.of(8)), model,
                new MemoryUpdates(updates, new int[] {1, 3}));
        for (int i = 0; i < next.length; i++) {
            // Powers of two all along: exact.
            float mean = i < layout.updateSize() ? i % 5 / 4f / 4 : 0;
            float moved = i < trainable ? 2 * mean : i < trainable + buffers ? mean : 2 * mean / 4;
            assertEquals(model[i] + moved, next[i], "value " + i);
        }
    }

    @Test
    void fedNovaStretchesTheMeanOfNormalisedUpdatesButNotBuffers() throws Exception {
        // Batches of 10: 10 examples are 1 step, 30 are 3: tau = 10 / 40 * 1 + 30 / 40 * 3 = 2.5. Mean 0.25, doubled by the server.
        TrainingSpec training = TrainingSpec.builder().epochs(1).batchSize(10).optimizer(new OptimizerSpec.Sgd(0.1, 0))
                .method(new ClientMethod.FedNova()).build();
        Strategy strategy = new Strategy(Rules.of(MEAN), new FedAvg(2), Weighting.EXAMPLES, OptionalInt.empty(),
                Optional.of(training));
        MemoryUpdates updates = new MemoryUpdates(new float[][] {{1, 1}, {0, 0}}, new int[] {10, 30});
        assertArrayEquals(new float[] {1.25f, 0.25f}, run(Jobs.layout(1, 1), strategy, new float[2], updates));
        // Uniform: tau = (1 + 3) / 2, mean 0.5.
        Strategy uniform = new Strategy(Rules.of(MEAN), new FedAvg(1), Weighting.UNIFORM, OptionalInt.empty(),
                Optional.of(training));
        assertArrayEquals(new float[] {1, 0.5f}, run(Jobs.layout(1, 1), uniform, new float[2], updates));
    }

    @Test
    void centredClippingRemembersWhatItMadeInTheSlotAfterTheOptimizers() throws Exception {
        int size = C + 5;
        float[] before = new float[size];
        before[C + 1] = 1;
        float[][] updates = new float[3][size];
        for (float[] update : updates) {
            update[C + 1] = 1.25f;
        }
        Strategy strategy = new Strategy(Rules.of(new RuleSpec.CenteredClipping(1.0, 1)), new FedAvg(1));
        assertEquals(1, strategy.slots());
        MemoryModel remembered = new MemoryModel(before);
        MemoryModel model = new MemoryModel(new float[size]);
        try (RangeExecutor executor = new ThreadRangeExecutor(2)) {
            new RangeJob(Jobs.layout(size), Jobs.SPEC, strategy, new MemoryUpdates(updates, new int[] {1, 1, 1}), model,
                    new OneSlot(remembered), model).run(executor);
        }
        assertEquals(1.25f, model.next()[C + 1]);
        assertArrayEquals(model.next(), remembered.next());
    }

    @Test
    void aRuleThatComparesNeedsSomethingToCompareWith() throws Exception {
        MemoryModel model = new MemoryModel(new float[1]);
        Strategy strategy = new Strategy(Rules.of(new RuleSpec.FlTrust()), new FedAvg(1));
        RangeJob job = new RangeJob(Jobs.layout(1), Jobs.SPEC, strategy,
                new MemoryUpdates(new float[][] {{1}, {-2}}, new int[] {1, 1}), model, model);
        try (RangeExecutor executor = new ThreadRangeExecutor(1)) {
            assertTrue(assertThrows(IllegalStateException.class, () -> job.run(executor)).getMessage()
                    .contains("flTrust"));
            assertTrue(assertThrows(IllegalStateException.class,
                    () -> job.withReference((_, into) -> into[0] = Float.NaN).run(executor)).getMessage()
                    .contains("chunk 0"));
            job.withReference((_, into) -> into[0] = 0.5f).run(executor);
        }
        // Only the first points that way, and is scaled to the same length.
        assertArrayEquals(new float[] {0.5f}, model.next());
    }
}
