package io.tributary.aggregation.reduction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.aggregation.AggregationException;
import io.tributary.aggregation.RefusedUpdateException;
import io.tributary.aggregation.sum.Slice;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever values and factors are, and wherever rows are read to, no value escapes the check and no sum changes by it. */
class CheckedSumTest {
    private static final int SIZE = 5;
    private static final double BOUND = 1;

    /** Refuses by what lies where the row was read to, so that a row overwritten before its check would go unseen. */
    private record Rowed(float[][] values) implements Rows {
        @Override
        public Slice slice(int row, float[] scratch) {
            System.arraycopy(values[row], 0, scratch, 0, SIZE);
            return new Slice(scratch, 0);
        }

        @Override
        public float check(int row, Slice slice, double bound) throws AggregationException {
            float largest = 0;
            for (int i = 0; i < SIZE; i++) {
                if (!(Math.abs(slice.values()[i]) <= bound)) {
                    throw new RefusedUpdateException("row " + row,
                            new RejectedException(Reason.OUT_OF_BOUND, "value " + i));
                }
                largest = Math.max(largest, Math.abs(slice.values()[i]));
            }
            return largest;
        }
    }

    private static Rowed draw(Random random, int count) {
        float[][] values = new float[count][SIZE];
        for (float[] row : values) {
            for (int i = 0; i < SIZE; i++) {
                row[i] = random.nextInt(-1024, 1025) / 1024f;
            }
        }
        return new Rowed(values);
    }

    /** Integers of some bits: few are summed as doubles, many as 64-bit integers, and some in between change from one to the other. */
    private static double[] factors(Random random, int count) {
        double[] factors = new double[count];
        for (int i = 0; i < count; i++) {
            factors[i] = Math.scalb(1.0, 10 + random.nextInt(random.nextBoolean() ? 42 : 44));
        }
        return factors;
    }

    private static void sum(CheckedSum sum, Rowed rows, double[] factors, float[] into) throws AggregationException {
        sum.clear();
        for (int row = 0; row < factors.length; row++) {
            sum.add(rows, row, factors[row], BOUND, SIZE);
        }
        sum.divideAndClear(rows, 0x1p40, into, SIZE);
    }

    private static float oracle(Rowed rows, double[] factors, int column) {
        long sum = 0;
        for (int row = 0; row < factors.length; row++) {
            sum += (long) (rows.values[row][column] * factors[row]);
        }
        return (float) (sum / 0x1p40);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void aBadValueInAnyRowIsRefusedBeforeTheSumIsUsedAndLeavesNothingBehind(long seed) throws Exception {
        Random random = new Random(seed);
        CheckedSum sum = new CheckedSum(SIZE);
        for (int round = 0; round < 200; round++) {
            int count = 1 + random.nextInt(12);
            Rowed rows = draw(random, count);
            double[] factors = factors(random, count);
            Rowed bad = new Rowed(rows.values.clone());
            int row = random.nextInt(count);
            bad.values[row] = rows.values[row].clone();
            bad.values[row][random.nextInt(SIZE)] = new float[] {Float.NaN, Float.NEGATIVE_INFINITY, 1.5f, 3e38f}[round
                    % 4];
            float[] into = new float[SIZE];
            assertEquals("row " + row,
                    assertThrows(RefusedUpdateException.class, () -> sum(sum, bad, factors, into)).device());
            assertEquals(0, into[0]);
            sum(sum, rows, factors, into);
            for (int column = 0; column < SIZE; column++) {
                assertEquals(oracle(rows, factors, column), into[column], "seed " + seed + ", round " + round);
            }
        }
    }

    @Test
    void aRowLargerThanItWasMeasuredIsNotSummed() {
        Rows grown = new Rows() {
            @Override
            public Slice slice(int row, float[] scratch) {
                scratch[0] = 2;
                return new Slice(scratch, 0);
            }

            @Override
            public float check(int row, Slice values, double bound) {
                return values.values()[0];
            }
        };
        CheckedSum sum = new CheckedSum(1);
        IllegalStateException refusal = assertThrows(IllegalStateException.class, () -> {
            sum.add(grown, 7, 1, BOUND, 1);
            sum.divideAndClear(grown, 1, new float[1], 1);
        });
        assertEquals("row 7 has values up to 2.0, and was measured to have none beyond 1.0", refusal.getMessage());
    }
}
