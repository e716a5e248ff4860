package io.tributary.aggregation.range;

/**
 * The state vectors of a server optimizer, by slot and by chunk of the trainable values: those of the current version to
 * read, those of the next to write. Safe for use by many threads.
 */
public interface OptimizerState {
    /** Reads a slot's chunk into the first values of {@code into}: zeros before the first round. */
    void read(int slot, int chunk, float[] into);

    /** Takes {@code values[0 .. length)} for the next version; the array is reused once this returns. */
    void write(int slot, int chunk, float[] values, int length);

    /** For an optimizer that keeps none. */
    static OptimizerState none() {
        return new NoOptimizerState();
    }
}
