package io.tributary.aggregation.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.aggregation.RefusedUpdateException;
import io.tributary.aggregation.TooFewUpdatesException;
import io.tributary.aggregation.executor.RangeExecutor;
import io.tributary.aggregation.executor.ThreadRangeExecutor;
import io.tributary.aggregation.optimizer.ServerOptimizer;
import io.tributary.aggregation.rule.Rules;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.parameters.ChunkRange;
import io.tributary.protocol.parameters.Chunking;
import io.tributary.protocol.parameters.ParameterLayout;
import io.tributary.protocol.plan.RuleSpec;
import io.tributary.protocol.plan.UpdateSpec;
import java.util.Arrays;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RangeJobTest {
    /** Moves by twice the mean and remembers how far. */
    private record DoubleStep() implements ServerOptimizer {
        @Override
        public int slots() {
            return 1;
        }

        @Override
        public void step(float[] model, float[] delta, float[][] state, int length) {
            for (int i = 0; i < length; i++) {
                model[i] += 2 * delta[i];
                state[0][i] += delta[i];
            }
        }
    }

    /** One slot of state, kept as a model is. */
    private record MemoryState(MemoryModel slot) implements OptimizerState {
        @Override
        public void read(int slot, int chunk, float[] into) {
            this.slot.read(chunk, into);
        }

        @Override
        public Sha256 write(int slot, int chunk, float[] values, int length) {
            return this.slot.write(chunk, values, length);
        }
    }

    private static float[] filled(int size, float value) {
        float[] values = new float[size];
        Arrays.fill(values, value);
        return values;
    }

    @Test
    void theNextModelIsTheCurrentPlusTheWeightedMean() throws Exception {
        MemoryModel model = new MemoryModel(new float[] {1, 2, 3});
        float[][] deltas = {{1, 0, -1}, {-1, 1, 0}};
        Jobs.fedAvg(new MemoryUpdates(deltas, new int[] {1, 3}), model, Jobs.layout(3)).run(new ChunkRange(0, 1));
        assertArrayEquals(new float[] {0.5f, 2.75f, 2.75f}, model.next());
    }

    @Test
    void buffersTakeTheMeanAndNoServerOptimizer() throws Exception {
        MemoryModel model = new MemoryModel(new float[] {1, 1, 1, 1});
        MemoryModel state = new MemoryModel(new float[] {10, 10});
        MemoryUpdates updates = new MemoryUpdates(new float[][] {{0.5f, 1, 0.5f, 1}}, new int[] {5});
        new RangeJob(Jobs.layout(2, 2), Jobs.SPEC, Jobs.strategy(new DoubleStep()), updates, model,
                new MemoryState(state), model).run(new ChunkRange(0, 1));
        assertArrayEquals(new float[] {2, 3, 1.5f, 2}, model.next());
        assertArrayEquals(new float[] {10.5f, 11}, state.next());
    }

    @Test
    void theBorderOfTrainableValuesMayLieInsideAnyChunk() throws Exception {
        int trainable = Chunking.CHUNK_VALUES + 3;
        ParameterLayout layout = Jobs.layout(trainable, 2 * Chunking.CHUNK_VALUES);
        MemoryModel model = new MemoryModel(filled(layout.size(), 1));
        MemoryModel state = new MemoryModel(filled(trainable, 0));
        MemoryUpdates updates = new MemoryUpdates(new float[][] {filled(layout.size(), 0.5f)}, new int[] {1});
        RangeJob job = new RangeJob(layout, Jobs.SPEC, Jobs.strategy(new DoubleStep()), updates, model,
                new MemoryState(state), model);
        job.run(job.all());
        float[] expected = filled(layout.size(), 1.5f);
        Arrays.fill(expected, 0, trainable, 2);
        assertArrayEquals(expected, model.next());
        assertArrayEquals(filled(trainable, 0.5f), state.next());
    }

    @Test
    void onlyTheChunksOfTheRangeAreWritten() throws Exception {
        int size = 5 * Chunking.CHUNK_VALUES + 1;
        MemoryModel model = new MemoryModel(new float[size]);
        Jobs.fedAvg(new MemoryUpdates(new float[][] {filled(size, 1)}, new int[] {1}), model, Jobs.layout(size))
                .run(new ChunkRange(2, 4));
        assertEquals(2, model.writes());
        assertEquals(1, model.writes(2));
        assertEquals(1, model.writes(3));
    }

    @Test
    void anEmptyCohortIsRefusedBeforeAnyWork() {
        MemoryModel model = new MemoryModel(new float[1]);
        TooFewUpdatesException refused = assertThrows(TooFewUpdatesException.class,
                () -> Jobs.fedAvg(new MemoryUpdates(new float[0][], new int[0]), model, Jobs.layout(1)));
        assertEquals("rule 'mean' needs at least 1 updates, not 0", refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1001})
    void aWeightThePlanDoesNotAllowIsRefusedBeforeAnyWork(int weight) {
        MemoryModel model = new MemoryModel(new float[1]);
        MemoryUpdates updates = new MemoryUpdates(new float[][] {{1}, {1}}, new int[] {1000, weight});
        RefusedUpdateException refused = assertThrows(RefusedUpdateException.class,
                () -> Jobs.fedAvg(updates, model, Jobs.layout(1)));
        assertEquals("device-1", refused.device());
        assertEquals(OptionalInt.empty(), refused.chunk());
        assertEquals(Reason.BAD_WEIGHT, refused.refusal().reason());
    }

    @Test
    void weightsThatTogetherExceedTheExactRangeAreRefusedBeforeAnyWork() {
        MemoryModel model = new MemoryModel(new float[1]);
        UpdateSpec tight = new UpdateSpec(256, 52, 1, 3);
        MemoryUpdates updates = new MemoryUpdates(new float[][] {{1}, {1}, {1}, {1}}, new int[] {1, 1, 1, 1});
        RefusedUpdateException refused = assertThrows(RefusedUpdateException.class,
                () -> new RangeJob(Jobs.layout(1), tight, Jobs.FEDAVG, updates, model, model));
        assertEquals("device-3", refused.device());
        assertEquals(Reason.BAD_WEIGHT, refused.refusal().reason());
    }

    @Test
    void aBadValueEndsTheRangeNamingDeviceChunkAndValue() throws Exception {
        int size = 3 * Chunking.CHUNK_VALUES;
        float[][] deltas = {new float[size], new float[size], new float[size]};
        deltas[1][Chunking.CHUNK_VALUES + 17] = Float.NaN;
        MemoryModel model = new MemoryModel(new float[size]);
        RangeJob job = Jobs.fedAvg(new MemoryUpdates(deltas, new int[] {1, 1, 1}), model, Jobs.layout(size));
        RefusedUpdateException refused = assertThrows(RefusedUpdateException.class, () -> job.run(job.all()));
        assertEquals("device-1", refused.device());
        assertEquals(OptionalInt.of(1), refused.chunk());
        assertEquals("the update of device 'device-1' was refused at chunk 1: not-finite: value 17 is NaN",
                refused.getMessage());
        assertEquals(0, model.writes(1));
        assertEquals(0, model.writes(2));
    }

    @Test
    void aChunkThatTheSourceRefusesEndsTheRangeWithItsReason() throws Exception {
        RejectedException seal = new RejectedException(Reason.BAD_SEAL, "altered");
        MemoryUpdates faulty = new MemoryUpdates(new float[][] {{1}, {1}}, new int[] {1, 1}) {
            @Override
            public void read(int update, int chunk, float[] into) throws RejectedException {
                throw seal;
            }
        };
        MemoryModel model = new MemoryModel(new float[1]);
        RangeJob job = Jobs.fedAvg(faulty, model, Jobs.layout(1));
        RefusedUpdateException refused = assertThrows(RefusedUpdateException.class, () -> job.run(job.all()));
        assertEquals("device-0", refused.device());
        assertSame(seal, refused.refusal());
        assertSame(seal, refused.getCause());
    }

    @Test
    void anInterruptEndsTheRangeBeforeItsNextChunk() throws Exception {
        MemoryModel model = new MemoryModel(new float[1]);
        RangeJob job = Jobs.fedAvg(new MemoryUpdates(new float[][] {{1}}, new int[] {1}), model, Jobs.layout(1));
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> job.run(job.all()));
        assertFalse(Thread.currentThread().isInterrupted());
        assertEquals(0, model.writes());
    }

    @Test
    void anOptimizerWithStateNeedsSomewhereToKeepIt() throws Exception {
        MemoryModel model = new MemoryModel(new float[1]);
        MemoryUpdates updates = new MemoryUpdates(new float[][] {{1}}, new int[] {1});
        RangeJob job = new RangeJob(Jobs.layout(1), Jobs.SPEC, Jobs.strategy(new DoubleStep()), updates, model, model);
        assertTrue(assertThrows(IllegalStateException.class, () -> job.run(job.all())).getMessage()
                .contains("state slot 0"));
    }

    /** One vector for the optimizer and, after it, one for the rule. */
    private record TwoSlots(MemoryModel optimizers, MemoryModel rules) implements OptimizerState {
        @Override
        public void read(int slot, int chunk, float[] into) {
            of(slot).read(chunk, into);
        }

        @Override
        public Sha256 write(int slot, int chunk, float[] values, int length) {
            return of(slot).write(chunk, values, length);
        }

        private MemoryModel of(int slot) {
            return slot == 0 ? optimizers : rules;
        }
    }

    @Test
    void whatTheRuleRemembersStandsBehindWhatTheOptimizerDoes() throws Exception {
        TwoSlots state = new TwoSlots(new MemoryModel(new float[] {10, 20}), new MemoryModel(new float[] {2, 2}));
        MemoryModel model = new MemoryModel(new float[2]);
        Strategy strategy = new Strategy(Rules.of(new RuleSpec.CenteredClipping(100.0, 1)), new DoubleStep());
        MemoryUpdates updates = new MemoryUpdates(new float[][] {{1, 2}}, new int[] {1});
        try (RangeExecutor executor = new ThreadRangeExecutor(1)) {
            new RangeJob(Jobs.layout(2), Jobs.SPEC, strategy, updates, model, state, model).run(executor);
        }
        assertArrayEquals(new float[] {2, 4}, model.next());
        assertArrayEquals(new float[] {11, 22}, state.optimizers.next());
        assertArrayEquals(new float[] {1, 2}, state.rules.next());
    }
}
