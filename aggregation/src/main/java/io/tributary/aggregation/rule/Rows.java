package io.tributary.aggregation.rule;

import io.tributary.aggregation.AggregationException;
import io.tributary.aggregation.sum.Slice;

/** One chunk of every row of X. */
@FunctionalInterface
public interface Rows {
    /**
     * A row's chunk.
     *
     * @param values where it lies
     * @param largest magnitude of any of its values
     */
    record Row(Slice values, float largest) {}

    /**
     * Gives a row's chunk where it lies, or reads it into the first values of {@code scratch}, which has room for a full chunk.
     *
     * @param bound no value may be larger in magnitude, above 0
     * @throws AggregationException naming device and chunk, if the chunk cannot be read or a value is not finite or beyond the bound
     */
    Row read(int row, double bound, float[] scratch) throws AggregationException;
}
