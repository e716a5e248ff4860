package io.tributary.aggregation.job;

import io.tributary.protocol.Sha256;
import io.tributary.protocol.chunk.VectorDigest;
import io.tributary.protocol.parameters.Chunking;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** A model of which one version is read and the next one written, and every write counted. */
public final class MemoryModel implements ModelSource, ChunkSink {
    private final Chunking chunking;
    private final float[] current;
    private final float[] next;
    private final AtomicIntegerArray writes;

    public MemoryModel(float[] current) {
        this.chunking = new Chunking(current.length);
        this.current = current.clone();
        this.next = new float[current.length];
        Arrays.fill(next, Float.NaN);
        this.writes = new AtomicIntegerArray(chunking.count());
    }

    @Override
    public void read(int chunk, float[] into) {
        System.arraycopy(current, chunking.offset(chunk), into, 0, chunking.length(chunk));
    }

    @Override
    public Sha256 write(int chunk, float[] values, int length) {
        if (length != chunking.length(chunk)) {
            throw new AssertionError("chunk " + chunk + " has " + chunking.length(chunk) + " values, not " + length);
        }
        System.arraycopy(values, 0, next, chunking.offset(chunk), length);
        writes.incrementAndGet(chunk);
        return VectorDigest.of(Arrays.copyOf(values, length));
    }

    /** The values written; NaN where nothing was. */
    float[] next() {
        return next.clone();
    }

    public int writes(int chunk) {
        return writes.get(chunk);
    }

    public int writes() {
        int sum = 0;
        for (int chunk = 0; chunk < writes.length(); chunk++) {
            sum += writes.get(chunk);
        }
        return sum;
    }
}
