package io.tributary.aggregation.sum;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.protocol.RejectedException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("seeded")
class I3_SumsAreBitIdenticalTest {
    private static final int SIZE = 257;
    private static final int UPDATES = 23;

    static LongStream seeds() {
        return Draws.seeds();
    }

    /** One random round: a fixed point as plans have it, updates and weights. */
    private static final class Round {
        final Random random;
        final FixedPoint point;
        final float[][] updates;
        final int[] weights;

        Round(long seed) {
            int scaleBits = (int) Math.floorMod(seed, 31L);
            this.point = new FixedPoint(scaleBits, 0.75 * (1 + Math.floorMod(seed, 5L)));
            Draws draws = new Draws(seed, point);
            this.random = draws.random();
            this.updates = IntStream.range(0, UPDATES).mapToObj(_ -> draws.vector(SIZE)).toArray(float[][]::new);
            this.weights =
                    draws.weights(UPDATES, (int) Math.min(FixedPoint.MAX_WEIGHT, point.maxTotalWeight() / UPDATES));
        }

        ExactSum sum(List<Integer> order) throws RejectedException {
            ExactSum sum = new ExactSum(point, SIZE);
            for (int update : order) {
                sum.add(updates[update], 0, SIZE, weights[update]);
            }
            return sum;
        }

        List<Integer> shuffled() {
            List<Integer> order = new ArrayList<>(IntStream.range(0, UPDATES).boxed().toList());
            Collections.shuffle(order, random);
            return order;
        }

        void assertSameAs(ExactSum expected, ExactSum found) {
            assertEquals(expected.totalWeight(), found.totalWeight());
            for (int i = 0; i < SIZE; i++) {
                assertEquals(expected.at(i), found.at(i), "value " + i);
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aSumIsWhatArithmeticOfAnyPrecisionSays(long seed) throws Exception {
        Round round = new Round(seed);
        ExactSum sum = round.sum(round.shuffled());
        for (int i = 0; i < SIZE; i++) {
            assertEquals(Oracle.sum(round.updates, round.weights, i, round.point.scaleBits()).longValueExact(),
                    sum.at(i),
                    "value " + i);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aMeanIsWhatArithmeticOfAnyPrecisionSays(long seed) throws Exception {
        Round round = new Round(seed);
        float[] mean = new float[SIZE];
        round.sum(round.shuffled()).mean(mean);
        for (int i = 0; i < SIZE; i++) {
            assertEquals(Oracle.mean(round.updates, round.weights, i, round.point.scaleBits()), mean[i], "value " + i);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anyOrderGivesTheSameSum(long seed) throws Exception {
        Round round = new Round(seed);
        round.assertSameAs(round.sum(round.shuffled()), round.sum(round.shuffled()));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anyShardingAndMergingGivesTheSameSum(long seed) throws Exception {
        Round round = new Round(seed);
        List<Integer> order = round.shuffled();
        List<ExactSum> shards = new ArrayList<>();
        for (int from = 0, to; from < UPDATES; from = to) {
            to = Math.min(UPDATES, from + 1 + round.random.nextInt(7));
            shards.add(round.sum(order.subList(from, to)));
        }
        while (shards.size() > 1) {
            ExactSum merged = shards.remove(round.random.nextInt(shards.size()));
            shards.get(round.random.nextInt(shards.size())).merge(merged);
        }
        round.assertSameAs(round.sum(round.shuffled()), shards.getFirst());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatIsTakenBackLeavesNoTrace(long seed) throws Exception {
        Round round = new Round(seed);
        List<Integer> order = round.shuffled();
        int cut = 1 + round.random.nextInt(UPDATES - 1);
        ExactSum sum = round.sum(order);
        sum.subtract(round.sum(order.subList(0, cut)));
        round.assertSameAs(round.sum(order.subList(cut, UPDATES)), sum);
    }

    /** Partial sums of random updates made on several threads, put together and taken apart in any order. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anyMergingAndSubtractingOfPartsFromManyThreadsGivesTheSameSum(long seed) throws Exception {
        Round round = new Round(seed);
        List<Integer> order = round.shuffled();
        int kept = 1 + round.random.nextInt(UPDATES);
        List<List<Integer>> parts = new ArrayList<>(order.subList(0, kept).stream().map(List::of).toList());
        List<List<Integer>> comeAndGo = order.subList(kept, UPDATES).stream().map(List::of).toList();
        parts.addAll(comeAndGo);
        Collections.shuffle(parts, round.random);
        ExactSum sum = new ExactSum(round.point, SIZE);
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            for (Future<ExactSum> part : threads.invokeAll(parts.stream().map(of -> part(round, of)).toList())) {
                sum.merge(part.get());
            }
        }
        for (List<Integer> gone : comeAndGo) {
            sum.subtract(round.sum(gone));
        }
        round.assertSameAs(round.sum(order.subList(0, kept)), sum);
    }

    private static Callable<ExactSum> part(Round round, List<Integer> updates) {
        return () -> round.sum(updates);
    }

    private static float largest(float[] values) {
        float largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void fourAtATimeGivesTheSameMeanAsOneByOne(long seed) throws Exception {
        Round round = new Round(seed);
        List<Integer> order = round.shuffled();
        BlockedSum blocked = new BlockedSum(SIZE);
        for (int count = 1; count <= 9; count++) {
            float[] expected = new float[SIZE];
            float[] found = new float[SIZE];
            ExactSum sum = round.sum(order.subList(0, count));
            sum.mean(expected);
            for (int update : order.subList(0, count)) {
                System.arraycopy(round.updates[update], 0, blocked.row(), 0, SIZE);
                blocked.accept(new Slice(blocked.row(), 0), round.point.factor(round.weights[update]),
                        largest(round.updates[update]), SIZE);
            }
            blocked.divideAndClear(Math.scalb((double) sum.totalWeight(), round.point.scaleBits()), found, SIZE);
            assertArrayEquals(expected, found, count + " updates");
        }
    }
}
