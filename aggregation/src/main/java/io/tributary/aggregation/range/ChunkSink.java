package io.tributary.aggregation.range;

/**
 * Where the chunks of the next model go. Safe for use by many threads; writing a chunk again, with the same values, changes
 * nothing.
 */
@FunctionalInterface
public interface ChunkSink {
    /** Takes {@code values[0 .. length)}; the array is reused once this returns. */
    void write(int chunk, float[] values, int length);
}
