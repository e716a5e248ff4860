package io.tributary.experiments.simulation;

import io.tributary.aggregation.job.ChunkSink;
import io.tributary.aggregation.job.ModelSource;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.parameters.Chunking;

/** A flat vector, read and written by chunks. */
record Vector(Chunking chunking, float[] values) implements ModelSource, ChunkSink {
    Vector(float[] values) {
        this(new Chunking(values.length), values);
    }

    @Override
    public void read(int chunk, float[] into) {
        System.arraycopy(values, chunking.offset(chunk), into, 0, chunking.length(chunk));
    }

    @Override
    public Sha256 write(int chunk, float[] from, int length) {
        System.arraycopy(from, 0, values, chunking.offset(chunk), length);
        return Sha256.ZERO;
    }
}
