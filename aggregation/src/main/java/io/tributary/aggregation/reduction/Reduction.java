package io.tributary.aggregation.reduction;

import io.tributary.aggregation.AggregationException;

/** A reducer at work on one mix, chunk after chunk. Its memory is what it owns from the start. For one thread. */
public interface Reduction {
    /**
     * Writes what the rows of a chunk reduce to into the first {@code length} values of {@code into}.
     *
     * @param length of the chunk
     * @throws AggregationException what reading a row throws; the reduction can go on with another chunk
     */
    void reduce(Rows rows, int length, float[] into) throws AggregationException;
}
