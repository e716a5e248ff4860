package io.tributary.aggregation.job;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.aggregation.optimizer.FedAvg;
import io.tributary.aggregation.optimizer.FedAvgM;
import io.tributary.aggregation.rule.Rules;
import io.tributary.protocol.parameters.Chunking;
import io.tributary.protocol.plan.RuleSpec;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A range that is run twice must write the same twice: what it gives names all that it wrote, so that another content shows. */
class RepeatedRangesTest {
    private static final int SIZE = 7 * Chunking.CHUNK_VALUES + 99;
    private static final int NEVER = -1;
    private static final Strategy MOMENTUM = Jobs.strategy(new FedAvgM(1, 0.5));

    private static float[] vector(long seed) {
        Random random = new Random(seed);
        float[] vector = new float[SIZE];
        for (int i = 0; i < SIZE; i++) {
            vector[i] = random.nextFloat() - 0.5f;
        }
        return vector;
    }

    /** Every range runs twice; one chunk of the model or of its state is another one the second time. */
    private static void run(Strategy strategy, int faultyModelChunk, int faultyStateChunk) throws Exception {
        FaultyModel model = new FaultyModel(vector(1), faultyModelChunk);
        FaultyModel state = new FaultyModel(vector(1), faultyStateChunk);
        new RangeJob(Jobs.layout(SIZE), Jobs.SPEC, strategy,
                new MemoryUpdates(new float[][] {vector(2), vector(3)}, new int[] {2, 3}), model, state, model)
                .run(new ShuffledRanges(3, new Random(4)));
    }

    private static void assertFound(Strategy strategy, int faultyModelChunk, int faultyStateChunk) {
        String message = assertThrows(AssertionError.class, () -> run(strategy, faultyModelChunk, faultyStateChunk))
                .getMessage();
        assertTrue(message.contains("gave another result"), message);
    }

    @Test
    void theSameTwiceIsRight() throws Exception {
        run(MOMENTUM, NEVER, NEVER);
    }

    @Test
    void anotherChunkOfTheModelShows() {
        assertFound(MOMENTUM, 2, NEVER);
    }

    @Test
    void anotherChunkOfTheOptimizersStateShows() {
        assertFound(MOMENTUM, NEVER, 3);
    }

    @Test
    void anotherChunkOfTheRulesStateShows() {
        assertFound(new Strategy(Rules.of(new RuleSpec.CenteredClipping(1.0, 1)), new FedAvg()), NEVER, 1);
    }
}
