package io.tributary.loadtest.fleet;

import io.tributary.learning.LocalTrainer;
import io.tributary.learning.TrainingOutcome;
import java.util.SplittableRandom;

/**
 * What every device sends in every round, drawn from a seed: no two alike, so that an update which is lost, counted twice or put
 * into another round shows in the model. Immutable.
 *
 * @param seed of all draws
 * @param values length of the model
 */
public record KnownUpdates(long seed, int values) {
    /** Largest weight. */
    public static final int MAX_WEIGHT = 1_000;

    private static final long DEVICE_STEP = 0x9E3779B97F4A7C15L;
    private static final long ROUND_STEP = 0xC2B2AE3D27D4EB4FL;
    private static final String NAME = "dev-";

    /** The name of a device, by its index. */
    public static String name(int device) {
        return NAME + device;
    }

    /** The index of a device, by its {@link #name}. */
    public static int index(String name) {
        return Integer.parseInt(name.substring(NAME.length()));
    }

    /** What the device says it changed: values of -1/16..1/16. */
    public float[] delta(int device, int round) {
        SplittableRandom random = new SplittableRandom(seed + device * DEVICE_STEP + round * ROUND_STEP);
        float[] delta = new float[values];
        for (int i = 0; i < values; i++) {
            delta[i] = random.nextInt(-(1 << 20), 1 << 20) * 0x1p-24f;
        }
        return delta;
    }

    /** The examples it says it saw, 1..{@link #MAX_WEIGHT}, the same in every round. */
    public int weight(int device) {
        return 1 + new SplittableRandom(seed ^ device * DEVICE_STEP).nextInt(MAX_WEIGHT);
    }

    /** A trainer that returns them. */
    public LocalTrainer trainer(int device) {
        return task -> new TrainingOutcome(delta(device, task.round()), weight(device), 0);
    }
}
