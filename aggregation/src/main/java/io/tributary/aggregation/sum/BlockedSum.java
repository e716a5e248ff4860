package io.tributary.aggregation.sum;

import java.util.Arrays;

/**
 * The exact sum of {@code rint(factor * value)} over float32 vectors, taken four at a time: the caller fills {@link #row}, then
 * {@link #accept}s it. Holds four vectors and the sum, however many are added, and gives the same bits for any order of them
 * (I3). It checks nothing: that values are finite, and that the sum of the largest {@code |factor * value|} stays below 2^62, is
 * the caller's to see to. Not safe for use by several threads.
 */
public final class BlockedSum {
    private static final int ROWS = 4;

    private final long[] sums;
    private final float[][] rows;
    private final double[] factors = new double[ROWS];
    private int waiting;

    /** Of vectors of at most {@code size} values, at least 1. */
    public BlockedSum(int size) {
        this.sums = new long[size];
        this.rows = new float[ROWS][size];
    }

    /** Where the next vector goes; its contents are undefined until filled. */
    public float[] row() {
        return rows[waiting];
    }

    /**
     * Adds the vector in {@link #row}.
     *
     * @param factor of at most 29 significant bits, so that its product with a float32 is exact
     * @param length how many values it has: as many as every other vector of this sum
     */
    public void accept(double factor, int length) {
        factors[waiting++] = factor;
        if (waiting == ROWS) {
            IntegerSums.add(sums, rows, factors, length);
            waiting = 0;
        }
    }

    /**
     * Writes {@code sum / divisor} into the first {@code length} values of {@code into}: divided as doubles, then rounded to float
     * once. Then the sum is empty again.
     */
    public void divideAndClear(double divisor, float[] into, int length) {
        for (int i = 0; i < waiting; i++) {
            IntegerSums.add(sums, rows[i], 0, factors[i], length);
        }
        IntegerSums.divide(sums, divisor, into, length);
        clear();
    }

    /** Forgets everything added. */
    public void clear() {
        waiting = 0;
        Arrays.fill(sums, 0);
    }
}
