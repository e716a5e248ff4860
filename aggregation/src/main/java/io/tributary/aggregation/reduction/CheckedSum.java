package io.tributary.aggregation.reduction;

import io.tributary.aggregation.AggregationException;
import io.tributary.aggregation.sum.BlockedSum;
import io.tributary.aggregation.sum.Slice;

/**
 * The exact sum of rows (I3), each checked before the sum is used, but only after it was added: adding waits for memory less than
 * checking does, and checking what adding has just brought into the cache is nearly free. For one thread.
 */
final class CheckedSum {
    private static final int MOST_PENDING = 4;

    private final BlockedSum sum;
    private final int[] rows = new int[MOST_PENDING];
    private final Slice[] slices = new Slice[MOST_PENDING];
    private final double[] bounds = new double[MOST_PENDING];
    private int pending;

    /** Of rows of at most {@code size} values. */
    CheckedSum(int size) {
        this.sum = new BlockedSum(size);
    }

    /** Forgets everything added. */
    void clear() {
        sum.clear();
        pending = 0;
    }

    /**
     * Adds {@code factor} times a row.
     *
     * @param bound on its values
     * @throws AggregationException if this row or one before it is refused; the sum is then good for nothing but {@link #clear}
     */
    void add(Rows source, int row, double factor, double bound, int length) throws AggregationException {
        Slice slice = source.slice(row, sum.row());
        rows[pending] = row;
        slices[pending] = slice;
        bounds[pending++] = bound;
        if (sum.accept(slice, factor, bound, length)) {
            checkPending(source);
        }
    }

    /**
     * Writes {@code sum / divisor}, as {@link BlockedSum#divideAndClear} does.
     *
     * @throws AggregationException if a row is refused; nothing is written then
     */
    void divideAndClear(Rows source, double divisor, float[] into, int length) throws AggregationException {
        checkPending(source);
        sum.divideAndClear(divisor, into, length);
    }

    private void checkPending(Rows source) throws AggregationException {
        for (int i = 0; i < pending; i++) {
            float largest = source.check(rows[i], slices[i], bounds[i]);
            if (!(largest <= bounds[i])) {
                throw new IllegalStateException(
                        "row " + rows[i] + " has values up to " + largest + ", and was measured to have none beyond "
                                + bounds[i]);
            }
        }
        pending = 0;
    }
}
