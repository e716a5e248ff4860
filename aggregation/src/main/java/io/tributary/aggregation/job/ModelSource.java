package io.tributary.aggregation.job;

/** The chunks of the current model. Safe for use by many threads. */
@FunctionalInterface
public interface ModelSource {
    /**
     * Reads a chunk into the first values of {@code into}, which has room for a full chunk. If storage breaks, throws the
     * store's own unchecked exception.
     */
    void read(int chunk, float[] into);
}
