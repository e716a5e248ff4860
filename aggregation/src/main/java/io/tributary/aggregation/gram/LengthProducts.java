package io.tributary.aggregation.gram;

import io.tributary.aggregation.reduction.RowBlock;
import java.util.Arrays;

/**
 * Inner products of rows with themselves and, if the last row is one to compare the others with, with that, in doubles: as many as
 * there are rows, or twice as many. Always added in the same order (I3). Products of two float32 are exact. For one thread.
 */
public final class LengthProducts {
    private final LanedProduct product = new LanedProduct();
    private final int rows;
    private final double[] sums;

    /**
     * For so many rows.
     *
     * @param compared whether products with the last row are wanted
     */
    public LengthProducts(int rows, boolean compared) {
        this.rows = rows;
        this.sums = new double[compared ? 2 * rows : rows];
    }

    /** Number of products. */
    public int size() {
        return sums.length;
    }

    /**
     * Adds a row's products over the first {@code columns} values, a multiple of {@link RowBlock#GRAIN}.
     *
     * @param last values of the last row, if products with it are wanted
     */
    public void add(int row, float[] values, float[] last, int columns) {
        for (int from = 0; from < columns; from += LanedProduct.STRIP) {
            int to = Math.min(columns, from + LanedProduct.STRIP);
            sums[row] += product.of(values, values, from, to);
            if (sums.length > rows) {
                sums[rows + row] += product.of(values, last, from, to);
            }
        }
    }

    /** The sums so far; then begins anew. */
    public double[] take() {
        double[] taken = sums.clone();
        Arrays.fill(sums, 0);
        return taken;
    }

    /** Adds what {@link #take} gave elsewhere. */
    public void add(double[] others) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += others[i];
        }
    }

    /** What the sums so far say. */
    public Lengths lengths() {
        return new Lengths(Arrays.copyOf(sums, rows), Arrays.copyOfRange(sums, rows, sums.length));
    }
}
