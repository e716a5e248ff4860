package io.tributary.aggregation.job;

import io.tributary.protocol.Sha256;

/**
 * Where the chunks of the next model go. Safe for use by many threads; writing a chunk again, with the same values, changes
 * nothing.
 */
@FunctionalInterface
public interface ChunkSink {
    /**
     * Takes {@code values[0 .. length)}; the array is reused once this returns.
     *
     * @return names what was written: equal for equal values, and for no others. It is part of what a range gives, so that a range that
     *     is run twice and writes other values is found out; a sink whose chunks are written once may give {@link Sha256#ZERO}
     */
    Sha256 write(int chunk, float[] values, int length);
}
