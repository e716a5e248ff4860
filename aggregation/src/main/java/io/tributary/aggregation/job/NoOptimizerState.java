package io.tributary.aggregation.job;

import io.tributary.protocol.Sha256;

/** The state of an optimizer that keeps none: every access is an error. */
final class NoOptimizerState implements OptimizerState {
    @Override
    public void read(int slot, int chunk, float[] into) {
        throw new IllegalStateException("the optimizer has state slot " + slot + ", and nothing to read it from");
    }

    @Override
    public Sha256 write(int slot, int chunk, float[] values, int length) {
        throw new IllegalStateException("the optimizer has state slot " + slot + ", and nowhere to write it to");
    }
}
