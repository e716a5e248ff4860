package io.tributary.aggregation.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.aggregation.RefusedUpdateException;
import io.tributary.aggregation.TooFewUpdatesException;
import io.tributary.aggregation.executor.RangeExecutor;
import io.tributary.aggregation.executor.ThreadRangeExecutor;
import io.tributary.aggregation.optimizer.FedAvg;
import io.tributary.aggregation.rule.Rules;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.parameters.Chunking;
import io.tributary.protocol.plan.RuleSpec;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BadUpdatesTest {
    private static final int SIZE = 7 * Chunking.CHUNK_VALUES;
    private static final int BAD_CHUNK = 5;

    private final MemoryModel model = new MemoryModel(new float[SIZE]);

    /** Five updates of zeros; the chunk of one of them is refused when it is read for the nth time. */
    private static final class Faulty extends MemoryUpdates {
        private final int goodReads;
        private int reads;

        Faulty(int goodReads) {
            super(new float[5][SIZE], new int[] {1, 1, 1, 1, 1});
            this.goodReads = goodReads;
        }

        @Override
        public synchronized void read(int update, int chunk, float[] into) throws RejectedException {
            if (update == 3 && chunk == BAD_CHUNK && reads++ == goodReads) {
                throw new RejectedException(Reason.BAD_SEAL, "altered");
            }
            super.read(update, chunk, into);
        }
    }

    private RangeJob job(RuleSpec rule, UpdateSource updates) throws Exception {
        return new RangeJob(Jobs.layout(SIZE), Jobs.SPEC, new Strategy(Rules.of(rule), new FedAvg(1)), updates, model,
                model);
    }

    private RefusedUpdateException refusal(RuleSpec rule, UpdateSource updates) throws Exception {
        RangeJob job = job(rule, updates);
        try (RangeExecutor executor = new ThreadRangeExecutor(2)) {
            return assertThrows(RefusedUpdateException.class, () -> job.run(executor));
        }
    }

    @Test
    void aChunkRefusedInTheFirstPassIsNamedAndNothingIsWritten() throws Exception {
        RefusedUpdateException refused = refusal(new RuleSpec.Krum(1), new Faulty(0));
        assertEquals("device-3", refused.device());
        assertEquals(OptionalInt.of(BAD_CHUNK), refused.chunk());
        assertEquals(Reason.BAD_SEAL, refused.refusal().reason());
        assertEquals(0, model.writes());
    }

    @Test
    void aChunkRefusedInTheSecondPassIsNamedAndNotWritten() throws Exception {
        RefusedUpdateException refused =
                refusal(new RuleSpec.NearestNeighborMixing(1, new RuleSpec.Median()), new Faulty(1));
        assertEquals("device-3", refused.device());
        assertEquals(OptionalInt.of(BAD_CHUNK), refused.chunk());
        assertEquals(0, model.writes(BAD_CHUNK));
    }

    static Stream<Arguments> badValues() {
        return Stream.of(new RuleSpec.Mean(), new RuleSpec.Median(), new RuleSpec.MultiKrum(0, null),
                new RuleSpec.ClippedMean(null))
                .flatMap(rule -> Stream.of(Arguments.of(rule, Float.NaN, Reason.NOT_FINITE),
                        Arguments.of(rule, Float.NEGATIVE_INFINITY, Reason.NOT_FINITE),
                        Arguments.of(rule, -2.0000002f, Reason.OUT_OF_BOUND)));
    }

    @ParameterizedTest
    @MethodSource("badValues")
    void aBadValueIsNamedWhateverTheRule(RuleSpec rule, float bad, Reason reason) throws Exception {
        float[][] updates = new float[4][SIZE];
        updates[2][BAD_CHUNK * Chunking.CHUNK_VALUES + 17] = bad;
        RefusedUpdateException refused = refusal(rule, new MemoryUpdates(updates, new int[] {1, 1, 1, 1}));
        assertEquals("device-2", refused.device());
        assertEquals(OptionalInt.of(BAD_CHUNK), refused.chunk());
        assertEquals(reason, refused.refusal().reason());
        assertTrue(refused.getMessage().contains("value 17 is " + bad), refused.getMessage());
    }

    private static MemoryUpdates of(String... devices) {
        return new MemoryUpdates(new float[devices.length][SIZE], new int[] {1, 1, 1}) {
            @Override
            public String device(int update) {
                return devices[update];
            }
        };
    }

    @Test
    void twoUpdatesOfOneDeviceAreRefusedBeforeAnyWork() {
        RefusedUpdateException refused = assertThrows(RefusedUpdateException.class,
                () -> job(new RuleSpec.Mean(), of("a", "b", "b")));
        assertEquals("b", refused.device());
        assertEquals(OptionalInt.empty(), refused.chunk());
        assertEquals(Reason.ALREADY_REPORTED, refused.refusal().reason());
    }

    @Test
    void devicesOutOfOrderAreRefusedBeforeAnyWork() {
        RefusedUpdateException refused = assertThrows(RefusedUpdateException.class,
                () -> job(new RuleSpec.Krum(0), of("a", "c", "b")));
        assertEquals("b", refused.device());
        assertTrue(refused.getMessage().contains("after that of 'c'"), refused.getMessage());
        assertEquals("a", assertThrows(RefusedUpdateException.class,
                () -> job(new RuleSpec.Krum(0), of("b", "a", "c"))).device());
    }

    @Test
    void tooFewUpdatesForTheRuleAreRefusedBeforeAnyWork() {
        TooFewUpdatesException refused = assertThrows(TooFewUpdatesException.class,
                () -> job(new RuleSpec.Krum(2), new Faulty(0)));
        assertEquals("rule 'krum' needs at least 7 updates, not 5", refused.getMessage());
    }
}
