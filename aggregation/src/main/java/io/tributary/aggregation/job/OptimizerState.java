package io.tributary.aggregation.job;

import io.tributary.protocol.Sha256;

/**
 * The state vectors of a strategy, by slot and by chunk of an update: those of the current version to read, those of the next to
 * write. A slot may be shorter than an update, and its last chunk so shorter than the update's. Safe for use by many threads;
 * writing a chunk again, with the same values, changes nothing.
 */
public interface OptimizerState {
    /**
     * Reads a slot's chunk into the first values of {@code into}: before the first round {@link Strategy#initial} for each. If
     * storage breaks, throws the store's own unchecked exception.
     */
    void read(int slot, int chunk, float[] into);

    /**
     * Takes {@code values[0 .. length)} for the next version; the array is reused once this returns.
     *
     * @return names what was written, as {@link ChunkSink#write} does
     */
    Sha256 write(int slot, int chunk, float[] values, int length);

    /** For an optimizer that keeps none. */
    static OptimizerState none() {
        return new NoOptimizerState();
    }
}
