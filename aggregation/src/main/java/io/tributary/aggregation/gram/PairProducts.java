package io.tributary.aggregation.gram;

import io.tributary.aggregation.reduction.RowBlock;

/** A way to multiply every pair of rows. */
sealed interface PairProducts permits LanedProducts, TransposedProducts {
    /** Adds the products over the first {@code columns} values, a multiple of {@link RowBlock#GRAIN}. */
    void add(float[][] values, int columns);

    /** The sums so far, of each row with itself and with those after it; what lies below the diagonal is undefined. */
    double[][] sums();
}
