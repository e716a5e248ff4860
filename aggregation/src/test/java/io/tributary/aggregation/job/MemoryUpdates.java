package io.tributary.aggregation.job;

import io.tributary.aggregation.sum.Slice;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.parameters.Chunking;

/** Updates held in memory; device 7 is called {@code device-7}, or {@code device-007} if there are hundreds. */
public class MemoryUpdates implements UpdateSource {
    private final Chunking chunking;
    private final float[][] updates;
    private final int[] weights;

    public MemoryUpdates(float[][] updates, int[] weights) {
        this.chunking = new Chunking(updates.length == 0 ? 1 : updates[0].length);
        this.updates = updates;
        this.weights = weights;
    }

    @Override
    public int count() {
        return updates.length;
    }

    @Override
    public String device(int update) {
        int digits = Integer.toString(updates.length - 1).length();
        return "device-" + ("%0" + digits + "d").formatted(update);
    }

    @Override
    public int weight(int update) {
        return weights[update];
    }

    @Override
    public void read(int update, int chunk, float[] into) throws RejectedException {
        System.arraycopy(updates[update], chunking.offset(chunk), into, 0, chunking.length(chunk));
    }

    /** The same updates, given where they lie, and unreadable otherwise. */
    MemoryUpdates lent() {
        return new MemoryUpdates(updates, weights) {
            @Override
            public Slice slice(int update, int chunk, float[] scratch) {
                return new Slice(updates[update], chunking.offset(chunk));
            }

            @Override
            public void read(int update, int chunk, float[] into) {
                throw new AssertionError("what can be lent was copied");
            }
        };
    }
}
