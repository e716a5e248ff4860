package io.tributary.aggregation.job;

import io.tributary.protocol.Sha256;

/** A model, or state of one vector: what is written of one chunk the second time is not what was given. */
final class FaultyModel implements ModelSource, ChunkSink, OptimizerState {
    private final MemoryModel vector;
    private final int faulty;

    FaultyModel(float[] current, int faulty) {
        this.vector = new MemoryModel(current);
        this.faulty = faulty;
    }

    @Override
    public void read(int chunk, float[] into) {
        vector.read(chunk, into);
    }

    @Override
    public void read(int slot, int chunk, float[] into) {
        vector.read(chunk, into);
    }

    @Override
    public Sha256 write(int chunk, float[] values, int length) {
        float[] written = values.clone();
        if (chunk == faulty && vector.writes(chunk) > 0) {
            written[length - 1] = Math.nextUp(written[length - 1]);
        }
        return vector.write(chunk, written, length);
    }

    @Override
    public Sha256 write(int slot, int chunk, float[] values, int length) {
        return write(chunk, values, length);
    }
}
