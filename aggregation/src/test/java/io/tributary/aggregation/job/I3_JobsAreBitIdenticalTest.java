package io.tributary.aggregation.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.aggregation.executor.RangeExecutor;
import io.tributary.aggregation.executor.ThreadRangeExecutor;
import io.tributary.aggregation.sum.Draws;
import io.tributary.aggregation.sum.FixedPoint;
import io.tributary.aggregation.sum.Oracle;
import io.tributary.protocol.parameters.ChunkRange;
import io.tributary.protocol.parameters.Chunking;
import io.tributary.protocol.parameters.ParameterLayout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("seeded")
class I3_JobsAreBitIdenticalTest {
    private static final int SIZE = 9 * Chunking.CHUNK_VALUES + 12_345;
    private static final int UPDATES = 6;
    private static final ParameterLayout LAYOUT = Jobs.layout(SIZE - 70_000, 70_000);

    private final float[] model = new float[SIZE];
    private float[][] updates = new float[0][];
    private int[] weights = new int[0];
    private Random random = new Random(0);

    static LongStream seeds() {
        return Draws.seeds().limit(2);
    }

    private void draw(long seed) {
        Draws draws = new Draws(seed, FixedPoint.of(Jobs.SPEC));
        random = draws.random();
        updates = IntStream.range(0, UPDATES).mapToObj(_ -> draws.vector(SIZE)).toArray(float[][]::new);
        weights = draws.weights(UPDATES, Jobs.SPEC.maxWeight());
        for (int i = 0; i < SIZE; i++) {
            model[i] = random.nextFloat();
        }
    }

    private float[] run(int threads, MemoryUpdates source) throws Exception {
        MemoryModel target = new MemoryModel(model);
        try (RangeExecutor executor = new ThreadRangeExecutor(threads)) {
            Jobs.fedAvg(source, target, LAYOUT).run(executor);
        }
        return target.next();
    }

    private MemoryUpdates inRandomOrder() {
        List<Integer> order = new ArrayList<>(IntStream.range(0, UPDATES).boxed().toList());
        Collections.shuffle(order, random);
        return new MemoryUpdates(order.stream().map(i -> updates[i]).toArray(float[][]::new),
                order.stream().mapToInt(i -> weights[i]).toArray());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theModelIsThatOfArithmeticOfAnyPrecision(long seed) throws Exception {
        draw(seed);
        float[] next = run(2, new MemoryUpdates(updates, weights));
        for (int i = 0; i < SIZE; i += 37) {
            assertEquals(model[i] + Oracle.mean(updates, weights, i, Jobs.SPEC.scaleBits()), next[i], "value " + i);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anyNumberOfThreadsAndAnyOrderOfUpdatesGiveTheSameModel(long seed) throws Exception {
        draw(seed);
        float[] expected = run(1, new MemoryUpdates(updates, weights));
        for (int threads : new int[] {1, 2, 3, 8}) {
            assertArrayEquals(expected, run(threads, inRandomOrder()), threads + " threads");
            assertArrayEquals(expected, run(threads, inRandomOrder().lent()),
                    threads + " threads, given where they lie");
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anyCutIntoRangesInAnyOrderAndTwiceGivesTheSameModel(long seed) throws Exception {
        draw(seed);
        float[] expected = run(1, new MemoryUpdates(updates, weights));
        for (int chunks = 1; chunks <= 11; chunks += 3) {
            MemoryModel target = new MemoryModel(model);
            RangeJob job = Jobs.fedAvg(inRandomOrder(), target, LAYOUT);
            List<ChunkRange> ranges = new ArrayList<>(job.all().split(chunks));
            ranges.addAll(job.all().split(chunks));
            Collections.shuffle(ranges, random);
            for (ChunkRange range : ranges) {
                job.run(range);
            }
            assertArrayEquals(expected, target.next(), "ranges of " + chunks);
        }
    }
}
