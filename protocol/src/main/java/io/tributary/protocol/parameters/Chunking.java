package io.tributary.protocol.parameters;

import java.util.Objects;

/**
 * How a flat vector is cut into chunks of 2^16 values; the last one may be shorter. Immutable.
 *
 * @param values length of the flat vector, at least 1
 */
public record Chunking(int values) {
    /** Values in a full chunk: 2^16. */
    public static final int CHUNK_VALUES = 1 << 16;

    /** Checks its arguments.
     *
     * @throws IllegalArgumentException if there are no values
     */
    public Chunking {
        if (values < 1) {
            throw new IllegalArgumentException("a vector has at least 1 value, not " + values);
        }
    }

    /** Number of chunks, at least 1. */
    public int count() {
        return (values - 1) / CHUNK_VALUES + 1;
    }

    /** Index of the first value of a chunk. */
    public int offset(int chunk) {
        return Objects.checkIndex(chunk, count()) * CHUNK_VALUES;
    }

    /** Number of values in a chunk: 2^16 for all but the last. */
    public int length(int chunk) {
        return Math.min(CHUNK_VALUES, values - offset(chunk));
    }

    /** Every chunk as one range. */
    public ChunkRange all() {
        return new ChunkRange(0, count());
    }
}
