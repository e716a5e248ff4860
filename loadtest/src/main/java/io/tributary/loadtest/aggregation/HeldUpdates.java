package io.tributary.loadtest.aggregation;

import io.tributary.aggregation.job.UpdateSource;
import io.tributary.aggregation.sum.Slice;
import io.tributary.protocol.parameters.Chunking;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Updates held in memory as they are, drawn from a seed: small values with an even distribution, some weights of 1 to 1024. */
final class HeldUpdates implements UpdateSource {
    private static final float STEP = 0x1p-34f;

    private final Chunking chunking;
    private final float[][] updates;

    HeldUpdates(int count, int values, long seed) {
        chunking = new Chunking(values);
        updates = IntStream.range(0, count).parallel().mapToObj(update -> draw(values, seed + update))
                .toArray(float[][]::new);
    }

    private static float[] draw(int values, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] drawn = new float[values];
        for (int i = 0; i < values; i++) {
            drawn[i] = random.nextInt() * STEP;
        }
        return drawn;
    }

    /** The values themselves, for who reads them without copying. */
    float[] values(int update) {
        return updates[update];
    }

    @Override
    public int count() {
        return updates.length;
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
    public Slice slice(int update, int chunk, float[] scratch) {
        return new Slice(updates[update], chunking.offset(chunk));
    }

    @Override
    public void read(int update, int chunk, float[] into) {
        System.arraycopy(updates[update], chunking.offset(chunk), into, 0, chunking.length(chunk));
    }
}
