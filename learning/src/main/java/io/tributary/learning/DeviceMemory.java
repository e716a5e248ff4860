package io.tributary.learning;

import java.io.IOException;
import java.util.Optional;

/**
 * What one device keeps of a run from round to round: named vectors of float32, such as control variates or tensors that never travel. What
 * a round stages counts for later rounds once its update was acknowledged, and is forgotten otherwise: state and updates never disagree.
 * Used by one thread.
 */
public interface DeviceMemory {
    /** The vector of tensors that never travel: a model with such tensors is served with it, also when its run has ended. */
    String LOCAL = "local";

    /**
     * A vector as the last acknowledged round left it, a new array; empty if no round left one.
     *
     * @throws IOException if it cannot be read; what was altered or cut off is absent instead
     */
    Optional<float[]> read(String name) throws IOException;

    /**
     * What the vector is after this round, if its update is acknowledged.
     *
     * @param name 1..64 of a-z, 0-9 and '-'
     * @param values at least 1; free to be changed when this returns
     * @throws IOException if it cannot be kept
     */
    void stage(String name, float[] values) throws IOException;

    /** Remembers nothing, and says so when it should. */
    static DeviceMemory none() {
        return NoMemory.NONE;
    }
}
