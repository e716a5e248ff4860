package io.tributary.aggregation.sum;

import java.util.Random;
import java.util.stream.LongStream;

/** Seeded random updates, rich in the values on which arithmetic goes wrong. The seeds follow from the build's test seed. */
public final class Draws {
    private final Random random;
    private final FixedPoint point;

    public Draws(long seed, FixedPoint point) {
        this.random = new Random(seed);
        this.point = point;
    }

    /** A few seeds, which are part of the tests' names; {@code -Dtest.seed=N} draws others. */
    public static LongStream seeds() {
        return new Random(Long.getLong("test.seed", 1)).longs(8);
    }

    public Random random() {
        return random;
    }

    public float[] vector(int size) {
        float[] vector = new float[size];
        for (int i = 0; i < size; i++) {
            vector[i] = value();
        }
        return vector;
    }

    public int[] weights(int count, int most) {
        return random.ints(count, 1, most + 1).toArray();
    }

    private float value() {
        float sign = random.nextBoolean() ? 1 : -1;
        float bound = (float) point.bound();
        return switch (random.nextInt(8)) {
            case 0 -> sign * 0f;
            case 1 -> sign * bound;
            case 2 -> sign * Float.MIN_VALUE * (1 + random.nextInt(100));
            // Half a unit of the fixed point, and odd multiples of it: ties, if the weight is odd.
            case 3 -> sign * Math.min(bound, (float) Math.scalb(0.5 + random.nextInt(1000), -point.scaleBits()));
            case 4 -> sign * bound * Math.scalb(random.nextFloat(), -random.nextInt(100));
            default -> sign * bound * random.nextFloat();
        };
    }
}
