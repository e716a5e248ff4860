package io.tributary.aggregation.sum;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("seeded")
class BlockedSumTest {
    private static final int SIZE = 19;
    private static final double DIVISOR = 0x1.8p40;

    static LongStream seeds() {
        return Draws.seeds();
    }

    /** Rows whose products are anything from far below 1 to what an integer of 64 bits only just holds. */
    private record Rows(float[][] values, double[] factors) {
        static Rows draw(Random random, int count) {
            float[][] values = new float[count][SIZE];
            double[] factors = new double[count];
            for (int i = 0; i < count; i++) {
                factors[i] = Math.scalb(1.0 + random.nextInt(1 << 20), random.nextInt(58) - 20);
                for (int c = 0; c < SIZE; c++) {
                    values[i][c] = (float) Math.scalb(random.nextDouble() - 0.5, -random.nextInt(8));
                }
            }
            return new Rows(values, factors);
        }

        float[] sum(List<Integer> order) {
            BlockedSum sum = new BlockedSum(SIZE);
            for (int i : order) {
                System.arraycopy(values[i], 0, sum.row(), 0, SIZE);
                sum.accept(new Slice(sum.row(), 0), factors[i], 0.5, SIZE);
            }
            float[] into = new float[SIZE];
            sum.divideAndClear(DIVISOR, into, SIZE);
            return into;
        }

        float exactly(int column) {
            BigInteger sum = BigInteger.ZERO;
            for (int i = 0; i < values.length; i++) {
                sum = sum.add(new BigDecimal(values[i][column]).multiply(new BigDecimal(factors[i]))
                        .setScale(0, RoundingMode.HALF_EVEN).toBigIntegerExact());
            }
            return (float) (sum.doubleValue() / DIVISOR);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void sumsTooLargeForADoubleAreExactInAnyOrder(long seed) {
        Random random = new Random(seed);
        for (int count = 1; count <= 24; count++) {
            Rows rows = Rows.draw(random, count);
            List<Integer> order = new ArrayList<>(IntStream.range(0, count).boxed().toList());
            Collections.shuffle(order, random);
            float[] sum = rows.sum(order);
            for (int c = 0; c < SIZE; c++) {
                assertEquals(rows.exactly(c), sum[c], count + " rows, value " + c);
            }
            Collections.shuffle(order, random);
            assertArrayEquals(sum, rows.sum(order));
        }
    }

    private record Lying(Slice slice, double factor) {}

    /** Odd integers of 24 bits, somewhere in a longer array. */
    private static Slice odd(Random random) {
        int offset = random.nextInt(5);
        float[] values = new float[offset + SIZE + random.nextInt(3)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (1 << 23) + 2 * random.nextInt(1 << 22) + 1;
        }
        return new Slice(values, offset);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatCancelsAfterALargeSumLeavesTheRestToTheLastBit(long seed) {
        Random random = new Random(seed);
        BlockedSum sum = new BlockedSum(SIZE);
        for (int pairs = 1; pairs <= 20; pairs++) {
            List<Lying> rows = new ArrayList<>();
            for (int i = 0; i < pairs; i++) {
                rows.add(new Lying(odd(random), (1 << 27) - 2 * random.nextInt(1 << 20) - 1));
            }
            List<Lying> back =
                    new ArrayList<>(rows.stream().map(row -> new Lying(row.slice, -row.factor)).toList());
            back.add(new Lying(odd(random), 1));
            Collections.shuffle(back, random);
            rows.addAll(back);
            rows.forEach(row -> sum.accept(row.slice, row.factor, 1 << 24, SIZE));
            float[] left = new float[SIZE];
            sum.divideAndClear(1, left, SIZE);
            Slice rest = back.stream().filter(row -> row.factor == 1).findFirst().orElseThrow().slice;
            assertArrayEquals(Arrays.copyOfRange(rest.values(), rest.offset(), rest.offset() + SIZE), left,
                    pairs + " pairs");
        }
    }
}
