package io.tributary.aggregation.sum;

import io.tributary.protocol.RejectedException;

/**
 * An {@link ExactSum} that takes its vectors four at a time: the caller fills {@link #row}, then {@link #accept}s it. Holds
 * four vectors and the sum, however many are added. The result is that of adding one by one, bit for bit. Not safe for use by
 * several threads.
 */
public final class BlockedSum {
    private static final int ROWS = 4;

    private final ExactSum sum;
    private final float[][] rows;
    private final int[] weights = new int[ROWS];
    private final FixedPoint point;
    private int waiting;
    private long waitingWeight;

    /** The empty sum of vectors of {@code size} values, at least 1. */
    public BlockedSum(FixedPoint point, int size) {
        this.point = point;
        this.sum = new ExactSum(point, size);
        this.rows = new float[ROWS][size];
    }

    /** Where the next vector goes; its contents are undefined until filled. */
    public float[] row() {
        return rows[waiting];
    }

    /**
     * Adds the vector in {@link #row}.
     *
     * @throws RejectedException as {@link ExactSum#add}; the sum is then unchanged, and {@link #row} free again
     */
    public void accept(int weight) throws RejectedException {
        sum.checkWeight(weight, sum.totalWeight() + waitingWeight);
        point.check(rows[waiting], 0, sum.size());
        weights[waiting++] = weight;
        waitingWeight += weight;
        if (waiting == ROWS) {
            sum.addChecked(rows, weights);
            nothingWaits();
        }
    }

    /** The mean of everything accepted, as {@link ExactSum#mean}; then forgets it all. */
    public void meanAndClear(float[] into) {
        flush();
        sum.mean(into);
        sum.clear();
    }

    private void flush() {
        for (int i = 0; i < waiting; i++) {
            sum.addChecked(rows[i], 0, weights[i]);
        }
        nothingWaits();
    }

    private void nothingWaits() {
        waiting = 0;
        waitingWeight = 0;
    }
}
