package io.tributary.aggregation.rule;

import io.tributary.protocol.RejectedException;

/**
 * One reducer at work on one chunk at a time: fill {@link #row} and {@link #accept} it for every row, then {@link #finish}.
 * Its memory is what it owns from the start. For one thread.
 */
public interface Reduction {
    /** Where the next row of the chunk goes; its contents are undefined until filled. */
    float[] row();

    /**
     * Takes the row in {@link #row}.
     *
     * @throws RejectedException if one of its values or its weight is out of range, naming the value by its index in the chunk
     */
    void accept(int weight) throws RejectedException;

    /** Writes what the rows reduce to into the first values of {@code into}, and is ready for the next chunk. */
    void finish(float[] into);
}
