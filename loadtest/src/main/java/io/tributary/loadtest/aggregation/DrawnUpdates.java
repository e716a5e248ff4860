package io.tributary.loadtest.aggregation;

import io.tributary.aggregation.job.UpdateSource;
import io.tributary.protocol.parameters.Chunking;

/**
 * Updates that are drawn anew whenever a chunk is read, and so take no memory: they stand in for a disk that is as fast as the
 * generator (a counter, mixed as by SplitMix64; two values a draw).
 */
final class DrawnUpdates implements UpdateSource {
    private static final float STEP = 0x1p-34f;
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final int count;
    private final Chunking chunking;

    DrawnUpdates(int count, int values) {
        this.count = count;
        this.chunking = new Chunking(values);
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public String device(int update) {
        return String.format("device-%04d", update);
    }

    @Override
    public int weight(int update) {
        return 1 + update * 7 % BenchedRule.MAX_WEIGHT;
    }

    @Override
    public void read(int update, int chunk, float[] into) {
        long state = ((long) update << 32 | chunk) * GOLDEN;
        int length = chunking.length(chunk);
        for (int i = 0; i < length; i += 2) {
            long drawn = mix(state + i * GOLDEN);
            into[i] = (int) drawn * STEP;
            if (i + 1 < length) {
                into[i + 1] = (int) (drawn >> 32) * STEP;
            }
        }
    }

    private static long mix(long value) {
        long mixed = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }
}
