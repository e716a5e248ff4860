package io.tributary.aggregation.executor;

import io.tributary.aggregation.AggregationException;
import io.tributary.protocol.parameters.ChunkRange;

/**
 * One pass over ranges of chunks. Ranges are independent and a range may be run again: it then gives an equal result and writes
 * the same values. Safe for use by many threads.
 *
 * @param <R> what a range gives
 */
@FunctionalInterface
public interface RangePass<R> {
    /**
     * Works a range off.
     *
     * @throws AggregationException if an update cannot be aggregated
     * @throws InterruptedException if the thread is interrupted, between two chunks
     */
    R run(ChunkRange range) throws AggregationException, InterruptedException;
}
