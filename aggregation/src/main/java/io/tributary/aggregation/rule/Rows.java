package io.tributary.aggregation.rule;

import io.tributary.aggregation.AggregationException;

/** One chunk of every row of X. */
@FunctionalInterface
public interface Rows {
    /**
     * Reads a row's chunk into the first values of {@code into}, which has room for a full chunk.
     *
     * @param bound no value may be larger in magnitude, above 0
     * @return the largest magnitude of its values
     * @throws AggregationException naming device and chunk, if the chunk cannot be read or a value is not finite or beyond the bound
     */
    float read(int row, double bound, float[] into) throws AggregationException;
}
