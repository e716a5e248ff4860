package io.tributary.learning.djl;

import io.tributary.learning.Examples;
import io.tributary.protocol.plan.ModelSpec;
import java.util.SplittableRandom;

/** Noise with a bright horizontal band whose place is the class: easy to learn, and the same for a seed. */
public final class ToyExamples implements Examples {
    private final int size;
    private final int classes;
    private final int values;
    private final long seed;

    /** Draws examples for a network's input. */
    public ToyExamples(ModelSpec spec, int size, long seed) {
        this.size = size;
        this.seed = seed;
        classes = spec.classes();
        values = spec.input().stream().reduce(1, (a, b) -> a * b);
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public int label(int index) {
        return (int) Math.floorMod(index + seed, (long) classes);
    }

    @Override
    public void read(int index, float[] into, int offset) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + index);
        int label = label(index);
        for (int i = 0; i < values; i++) {
            boolean band = (long) i * classes / values == label;
            double noise = (random.nextLong() >>> 11) * 0x1.0p-53;
            into[offset + i] = (float) (0.4 * noise + (band ? 0.6 : 0));
        }
    }
}
