package io.tributary.aggregation.range;

/** State of one vector, kept as a model is: one version is read and the next one written. */
record OneSlot(MemoryModel vector) implements OptimizerState {
    @Override
    public void read(int slot, int chunk, float[] into) {
        requireFirst(slot);
        vector.read(chunk, into);
    }

    @Override
    public void write(int slot, int chunk, float[] values, int length) {
        requireFirst(slot);
        vector.write(chunk, values, length);
    }

    private static void requireFirst(int slot) {
        if (slot != 0) {
            throw new AssertionError("there is no slot " + slot);
        }
    }
}
