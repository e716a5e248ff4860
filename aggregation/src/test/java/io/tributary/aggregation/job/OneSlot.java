package io.tributary.aggregation.job;

import io.tributary.protocol.Sha256;

/** State of one vector, kept as a model is: one version is read and the next one written. */
record OneSlot(MemoryModel vector) implements OptimizerState {
    @Override
    public void read(int slot, int chunk, float[] into) {
        requireFirst(slot);
        vector.read(chunk, into);
    }

    @Override
    public Sha256 write(int slot, int chunk, float[] values, int length) {
        requireFirst(slot);
        return vector.write(chunk, values, length);
    }

    private static void requireFirst(int slot) {
        if (slot != 0) {
            throw new AssertionError("there is no slot " + slot);
        }
    }
}
