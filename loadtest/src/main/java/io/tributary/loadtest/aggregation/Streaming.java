package io.tributary.loadtest.aggregation;

import io.tributary.aggregation.AggregationException;
import io.tributary.aggregation.range.RangeExecutor;
import io.tributary.protocol.parameters.ChunkRange;
import io.tributary.protocol.parameters.Chunking;

/**
 * The limit: every value of every update read once, in the order and on the threads that the job reads them, and nothing kept of
 * them but the largest bits. C2 turns the loop into vector instructions, so that it runs as fast as memory gives.
 */
final class Streaming {
    private static final int MAGNITUDE = Integer.MAX_VALUE;

    private final HeldUpdates updates;
    private final Chunking chunking;

    Streaming(HeldUpdates updates, int values) {
        this.updates = updates;
        this.chunking = new Chunking(values);
    }

    /** Reads everything. @return the largest magnitude's bits, so that the reading is not optimized away */
    int run(RangeExecutor executor) throws AggregationException, InterruptedException {
        return executor.run(chunking.all(), this::read).stream().mapToInt(Integer::intValue).max().orElseThrow();
    }

    private int read(ChunkRange range) {
        int largest = 0;
        for (int chunk = range.from(); chunk < range.to(); chunk++) {
            for (int update = 0; update < updates.count(); update++) {
                largest = Math.max(largest,
                        largest(updates.values(update), chunking.offset(chunk), chunking.length(chunk)));
            }
        }
        return largest;
    }

    private static int largest(float[] values, int offset, int length) {
        int largest = 0;
        for (int i = offset; i < offset + length; i++) {
            largest = Math.max(largest, Float.floatToRawIntBits(values[i]) & MAGNITUDE);
        }
        return largest;
    }
}
