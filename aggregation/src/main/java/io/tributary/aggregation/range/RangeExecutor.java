package io.tributary.aggregation.range;

import io.tributary.aggregation.AggregationException;
import io.tributary.protocol.parameters.ChunkRange;

/** Where range jobs run: on threads of this process, or on many members. Safe for use by many threads. */
public interface RangeExecutor extends AutoCloseable {
    /**
     * Runs the job over all these chunks and returns when they are written. If it fails, nothing of the job runs any more when
     * this throws.
     *
     * @throws AggregationException the first failure of its kind; an unchecked exception of a source or sink likewise
     * @throws InterruptedException if the calling thread is interrupted; work in progress ends first
     */
    void run(ChunkRange all, RangeJob job) throws AggregationException, InterruptedException;

    /** Ends its threads, if it has any. */
    @Override
    void close();
}
