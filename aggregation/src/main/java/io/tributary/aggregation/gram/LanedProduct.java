package io.tributary.aggregation.gram;

import java.util.Arrays;

/**
 * The inner product of two rows over one strip of columns: a product goes to the lane of its column modulo {@value #LANES}, two at a
 * time; the lanes are folded in four interleaved sums at the end. For one thread.
 */
final class LanedProduct {
    /** Columns of a strip: two rows' strips stay in the nearest cache. */
    static final int STRIP = 4096;

    private static final int LANES = 128;

    private final double[] lanes = new double[LANES];

    /** The product over the columns {@code from .. to - 1}, a multiple of 2 x {@value #LANES}, at most {@value #STRIP}. */
    double of(float[] row, float[] other, int from, int to) {
        Arrays.fill(lanes, 0);
        for (int column = from; column < to; column += 2 * LANES) {
            multiply(row, other, lanes, column);
        }
        return fold();
    }

    private static void multiply(float[] row, float[] other, double[] lanes, int at) {
        for (int i = 0; i < LANES; i++) {
            lanes[i] += (double) row[at + i] * other[at + i] + (double) row[at + LANES + i] * other[at + LANES + i];
        }
    }

    private double fold() {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        for (int i = 0; i < LANES; i += 4) {
            sum0 += lanes[i];
            sum1 += lanes[i + 1];
            sum2 += lanes[i + 2];
            sum3 += lanes[i + 3];
        }
        return sum0 + sum1 + (sum2 + sum3);
    }
}
