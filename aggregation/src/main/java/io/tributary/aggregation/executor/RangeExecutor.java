package io.tributary.aggregation.executor;

import io.tributary.aggregation.AggregationException;
import io.tributary.protocol.parameters.ChunkRange;
import java.util.List;

/**
 * Where passes over ranges run: on threads of this process, or on many members. Safe for use by many threads. An executor that may run a
 * range twice compares what the two runs gave: they must be equal.
 */
public interface RangeExecutor extends AutoCloseable {
    /**
     * Runs a pass over all these chunks. If it fails, nothing of the pass runs any more when this throws.
     *
     * @return what the ranges gave, in their order
     * @throws AggregationException the first failure of its kind; an unchecked exception of a source or sink likewise
     * @throws InterruptedException if the calling thread is interrupted; work in progress ends first
     */
    <R> List<R> run(ChunkRange all, RangePass<R> pass) throws AggregationException, InterruptedException;

    /** The same executor for one of several owners, such as runs, that share its cores alike. It is not to be closed. */
    default RangeExecutor of(String owner) {
        return this;
    }

    /** Ends its threads, if it has any. */
    @Override
    void close();
}
