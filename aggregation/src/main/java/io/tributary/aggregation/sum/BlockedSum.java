package io.tributary.aggregation.sum;

import java.util.Arrays;

/**
 * The exact sum of {@code rint(factor * value)} over float32 vectors, taken four at a time: the caller fills {@link #row}, or has
 * the vector elsewhere, and {@link #accept}s it. Holds four vectors and the sum, however many are added, and gives the same bits for any order of them
 * (I3). It checks nothing: that values are finite and as small as said, and that the sum of the largest {@code |factor * value|} stays
 * below 2^62, is the caller's to see to before the sum is used. Not safe for use by several threads.
 *
 * <p>Integers are added as doubles, where they are exact, as long as none can reach 2^52, and moved to 64-bit integers before: how
 * often depends on the values, the sum does not.
 */
public final class BlockedSum {
    private static final int ROWS = 4;
    private static final double EXACT = 0x1p52;

    private final double[] near;
    private final long[] far;
    private final float[][] rows;
    private final Slice[] taken = new Slice[ROWS];
    private final double[] factors = new double[ROWS];
    private int waiting;
    private double largest;
    private boolean usesFar;
    private boolean clean = true;

    /** Of vectors of at most {@code size} values, at least 1. */
    public BlockedSum(int size) {
        this.near = new double[size];
        this.far = new long[size];
        this.rows = new float[ROWS][size];
    }

    /** Where the next vector may be put; its contents are undefined until filled. */
    public float[] row() {
        return rows[waiting];
    }

    /**
     * Adds a vector: the one in {@link #row}, or one that stays as it is until the sum is divided or cleared.
     *
     * @param vector where it lies
     * @param factor of at most 29 significant bits, so that its product with a float32 is exact
     * @param magnitude no value of the vector is larger
     * @param length how many values it has: as many as every other vector of this sum
     * @return whether anything was added just now, so that what {@link #row} gives next may be the place of a vector accepted before
     */
    public boolean accept(Slice vector, double factor, double magnitude, int length) {
        clean = false;
        double most = Math.abs(factor) * magnitude + 1;
        if (most >= EXACT) {
            IntegerSums.add(far, vector.values(), vector.offset(), factor, length);
            usesFar = true;
            return true;
        }
        boolean full = largest + most >= EXACT;
        if (full) {
            moveFar(length);
        }
        largest += most;
        taken[waiting] = vector;
        factors[waiting++] = factor;
        if (waiting < ROWS) {
            return full;
        }
        IntegerSums.add(near, taken, factors, length);
        waiting = 0;
        return true;
    }

    /**
     * Writes {@code sum / divisor} into the first {@code length} values of {@code into}: divided as doubles, then rounded to float
     * once. Then the sum is empty again.
     */
    public void divideAndClear(double divisor, float[] into, int length) {
        if (usesFar) {
            moveFar(length);
            IntegerSums.divide(far, divisor, into, length);
        } else {
            addWaiting(length);
            IntegerSums.divide(near, divisor, into, length);
        }
        clear();
    }

    /** Forgets everything added. */
    public void clear() {
        if (clean) {
            return;
        }
        clean = true;
        waiting = 0;
        largest = 0;
        Arrays.fill(near, 0);
        if (usesFar) {
            Arrays.fill(far, 0);
            usesFar = false;
        }
    }

    /** Two or three go as four of which the others count nothing: one pass over the sums is faster than two. */
    private void addWaiting(int length) {
        if (waiting == 1) {
            IntegerSums.add(near, taken[0], factors[0], length);
        } else if (waiting > 1) {
            Arrays.fill(taken, waiting, ROWS, taken[0]);
            Arrays.fill(factors, waiting, ROWS, 0);
            IntegerSums.add(near, taken, factors, length);
        }
        waiting = 0;
    }

    /** Leaves nothing waiting; the row that is being filled stays so. */
    private void moveFar(int length) {
        int current = waiting;
        addWaiting(length);
        IntegerSums.add(far, near);
        Arrays.fill(near, 0);
        largest = 0;
        usesFar = true;
        float[] row = rows[current];
        rows[current] = rows[0];
        rows[0] = row;
    }
}
