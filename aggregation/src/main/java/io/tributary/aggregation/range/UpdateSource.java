package io.tributary.aggregation.range;

import io.tributary.protocol.RejectedException;

/** The accepted updates of a round, sorted by device id. Safe for use by many threads. */
public interface UpdateSource {
    /** Number of updates. */
    int count();

    /** Whose update it is, 0..count-1. */
    String device(int update);

    /** Its weight: the number of examples it was trained on. */
    int weight(int update);

    /**
     * Reads one chunk of one update into the first values of {@code into}, which has room for a full chunk. If storage breaks,
     * throws the store's own unchecked exception.
     *
     * @throws RejectedException if the chunk is not what the layout implies
     */
    void read(int update, int chunk, float[] into) throws RejectedException;
}
