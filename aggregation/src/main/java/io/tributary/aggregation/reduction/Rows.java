package io.tributary.aggregation.reduction;

import io.tributary.aggregation.AggregationException;
import io.tributary.aggregation.sum.Slice;

/** One chunk of every row of X. */
public interface Rows {
    /**
     * A row's chunk.
     *
     * @param values where it lies
     * @param largest magnitude of any of its values
     */
    record Row(Slice values, float largest) {}

    /**
     * Gives a row's chunk where it lies, or reads it into the first values of {@code scratch}, which has room for a full chunk. Nothing
     * is known of the values until they are {@link #check}ed.
     *
     * @throws AggregationException naming device and chunk, if the chunk cannot be read
     */
    Slice slice(int row, float[] scratch) throws AggregationException;

    /**
     * The largest magnitude of any value.
     *
     * @param values as {@link #slice} gave them for the row
     * @param bound no value may be larger in magnitude, above 0
     * @throws AggregationException naming device and chunk, if a value is not finite or beyond the bound
     */
    float check(int row, Slice values, double bound) throws AggregationException;

    /** Both: a row's chunk, checked. */
    default Row read(int row, double bound, float[] scratch) throws AggregationException {
        Slice values = slice(row, scratch);
        return new Row(values, check(row, values, bound));
    }
}
