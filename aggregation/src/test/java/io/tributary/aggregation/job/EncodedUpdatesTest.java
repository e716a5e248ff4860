package io.tributary.aggregation.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.aggregation.AggregationException;
import io.tributary.aggregation.RefusedUpdateException;
import io.tributary.aggregation.optimizer.FedAvg;
import io.tributary.aggregation.rule.Rules;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.parameters.ChunkRange;
import io.tributary.protocol.parameters.Chunking;
import io.tributary.protocol.parameters.ParameterLayout;
import io.tributary.protocol.plan.CodecSpec;
import io.tributary.protocol.plan.CodecSpec.Quantizer;
import io.tributary.protocol.plan.CodecSpec.RandomSubset;
import io.tributary.protocol.plan.RuleSpec;
import io.tributary.protocol.plan.UpdateSpec;
import io.tributary.protocol.plan.UpdateSpec.Download;
import io.tributary.protocol.update.UpdateCodec;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A linear rule sums what travelled, and the shared map is applied to the mean: once, whatever the number of updates. Every other
 * rule gets updates that were mapped back.
 */
final class EncodedUpdatesTest {
    private static final int VALUES = Chunking.CHUNK_VALUES + 1234;
    private static final int[] WEIGHTS = {3, 1, 7};
    private static final ParameterLayout LAYOUT = Jobs.layout(VALUES);

    private static List<CodecSpec> mapped() {
        return List.of(new CodecSpec(new RandomSubset(0.3), false, null, false),
                new CodecSpec(new RandomSubset(0.2), false, null, true),
                new CodecSpec(null, true, new Quantizer(4, null), false),
                new CodecSpec(new RandomSubset(0.5), true, new Quantizer(3, 1.0), false));
    }

    /** Updates that travelled by a codec. */
    private static class Travelled extends MemoryUpdates {
        private final UpdateCodec codec;
        private final float[][] updates;

        Travelled(UpdateCodec codec, float[][] updates) {
            super(updates, WEIGHTS);
            this.codec = codec;
            this.updates = updates;
        }

        @Override
        public Optional<UpdateCodec> sharedMap() {
            return Optional.of(codec);
        }

        @Override
        public void readTravelled(int update, int chunk, float[] into) throws RejectedException {
            codec.decode(codec.encode(chunk, updates[update], update), chunk, into);
        }

        @Override
        public void read(int update, int chunk, float[] into) throws RejectedException {
            float[] travelled = new float[codec.transported(chunk)];
            readTravelled(update, chunk, travelled);
            codec.expand(chunk, travelled, into);
        }
    }

    private static UpdateCodec codec(CodecSpec spec) {
        return new UpdateCodec(new UpdateSpec(2, 30, 1000, 100, spec, Download.FLOAT32), LAYOUT, 1, 1);
    }

    private static float[][] updates() {
        SplittableRandom random = new SplittableRandom(8);
        float[][] updates = new float[WEIGHTS.length][VALUES];
        for (float[] update : updates) {
            for (int i = 0; i < VALUES; i++) {
                update[i] = (float) random.nextDouble(-0.1, 0.1);
            }
        }
        return updates;
    }

    @ParameterizedTest
    @MethodSource("mapped")
    void theMeanIsTheExpandedMeanOfWhatTravelled(CodecSpec spec) throws Exception {
        Travelled source = new Travelled(codec(spec), updates());
        MemoryModel model = new MemoryModel(new float[VALUES]);
        Jobs.fedAvg(source, model, LAYOUT).run(new ChunkRange(0, 2));
        assertArrayEquals(expected(source), model.next());
    }

    /** As docs/architecture.md defines the mean, of what travelled. */
    private static float[] expected(Travelled source) throws RejectedException {
        float[] expected = new float[VALUES];
        for (int chunk = 0; chunk < 2; chunk++) {
            float[] travelled = new float[source.codec.transported(chunk)];
            long[] sums = new long[travelled.length];
            for (int update = 0; update < WEIGHTS.length; update++) {
                source.readTravelled(update, chunk, travelled);
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += (long) Math.rint(WEIGHTS[update] * (double) travelled[i] * (1 << 30));
                }
            }
            for (int i = 0; i < sums.length; i++) {
                travelled[i] = (float) (sums[i] / (11.0 * (1 << 30)));
            }
            float[] full = new float[LAYOUT.chunking().length(chunk)];
            source.codec.expand(chunk, travelled, full);
            for (int i = 0; i < full.length; i++) {
                expected[LAYOUT.chunking().offset(chunk) + i] = 0f + full[i]; // the model is zeros, and 0 + -0 is 0
            }
        }
        return expected;
    }

    @ParameterizedTest
    @MethodSource("mapped")
    void itIsTheMeanOfTheExpandedUpToRounding(CodecSpec spec) throws Exception {
        Travelled source = new Travelled(codec(spec), updates());
        MemoryModel model = new MemoryModel(new float[VALUES]);
        MemoryModel other = new MemoryModel(new float[VALUES]);
        Jobs.fedAvg(source, model, LAYOUT).run(new ChunkRange(0, 2));
        Jobs.fedAvg(new MemoryUpdates(expanded(source), WEIGHTS), other, LAYOUT).run(new ChunkRange(0, 2));
        assertArrayEquals(other.next(), model.next(), 1e-6f);
    }

    @ParameterizedTest
    @MethodSource("mapped")
    void aRuleThatIsNotLinearSeesTheExpanded(CodecSpec spec) throws Exception {
        Travelled source = new Travelled(codec(spec), updates());
        MemoryModel model = new MemoryModel(new float[VALUES]);
        MemoryModel other = new MemoryModel(new float[VALUES]);
        median(source, model).run(new ChunkRange(0, 2));
        median(new MemoryUpdates(expanded(source), WEIGHTS), other).run(new ChunkRange(0, 2));
        assertArrayEquals(other.next(), model.next());
    }

    private static float[][] expanded(Travelled source) throws RejectedException {
        float[][] expanded = new float[WEIGHTS.length][VALUES];
        for (int update = 0; update < WEIGHTS.length; update++) {
            for (int chunk = 0; chunk < 2; chunk++) {
                float[] full = new float[LAYOUT.chunking().length(chunk)];
                source.read(update, chunk, full);
                System.arraycopy(full, 0, expanded[update], LAYOUT.chunking().offset(chunk), full.length);
            }
        }
        return expanded;
    }

    private static RangeJob median(UpdateSource source, MemoryModel model) throws AggregationException {
        Strategy strategy = new Strategy(Rules.of(new RuleSpec.Median()), new FedAvg());
        return new RangeJob(LAYOUT, Jobs.SPEC, strategy, source, model, model);
    }

    @ParameterizedTest
    @MethodSource("mapped")
    void aRangeAloneGivesTheSameBits(CodecSpec spec) throws Exception {
        Travelled source = new Travelled(codec(spec), updates());
        MemoryModel whole = new MemoryModel(new float[VALUES]);
        MemoryModel apart = new MemoryModel(new float[VALUES]);
        Jobs.fedAvg(source, whole, LAYOUT).run(new ChunkRange(0, 2));
        RangeJob job = Jobs.fedAvg(source, apart, LAYOUT);
        job.run(new ChunkRange(1, 2));
        job.run(new ChunkRange(0, 1));
        assertArrayEquals(whole.next(), apart.next());
    }

    @ParameterizedTest
    @MethodSource("mapped")
    void whatTravelledBeyondTheBoundIsRefusedBeforeTheSum(CodecSpec spec) throws Exception {
        Travelled source = new Travelled(codec(spec), updates()) {
            @Override
            public void readTravelled(int update, int chunk, float[] into) throws RejectedException {
                super.readTravelled(update, chunk, into);
                if (update == 1 && chunk == 1) {
                    into[5] = 2.5f;
                }
            }
        };
        RangeJob job = Jobs.fedAvg(source, new MemoryModel(new float[VALUES]), LAYOUT);
        RefusedUpdateException refused =
                assertThrows(RefusedUpdateException.class, () -> job.run(new ChunkRange(0, 2)));
        assertEquals("device-1", refused.device());
        assertEquals(1, refused.chunk().orElseThrow());
        assertEquals(Reason.OUT_OF_BOUND, refused.refusal().reason());
    }
}
