package io.tributary.experiments.partition;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.SplittableRandom;

/**
 * Random draws that are the same on every JVM: only {@code nextLong} of the generator, exactly rounded arithmetic and
 * StrictMath are used. (The distributions of commons-rng and of {@code java.util.random} use Math's logarithms, whose last bits
 * may differ between processors.) Not for secrets. Used by one thread.
 */
public final class Draws {
    private static final double TO_UNIT = 0x1.0p-53;

    private final SplittableRandom random;

    private Draws(long seed) {
        random = new SplittableRandom(seed);
    }

    /**
     * A stream of its own for a purpose: streams of different purposes or indices have nothing to do with each other.
     *
     * @param seed of the experiment
     * @param purpose a short name
     * @param index 0-based, for purposes that need many streams
     */
    public static Draws of(long seed, String purpose, int index) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(purpose.getBytes(StandardCharsets.UTF_8));
            digest.update(ByteBuffer.allocate(13).put((byte) 0).putLong(seed).putInt(index).array());
            return new Draws(ByteBuffer.wrap(digest.digest()).getLong());
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("this JVM has no SHA-256", missing);
        }
    }

    /** 64 random bits: a seed for another generator. */
    public long bits() {
        return random.nextLong();
    }

    /** Uniform, at least 0 and below 1. */
    public double unit() {
        return (bits() >>> 11) * TO_UNIT;
    }

    /** Uniform between two numbers. */
    public double between(double low, double high) {
        return low + (high - low) * unit();
    }

    /** Uniform in 0..bound-1; the bias of less than bound / 2^53 is of no account here. */
    public int below(int bound) {
        return (int) (unit() * bound);
    }

    /** Normal with mean 0 and variance 1 (Box and Muller 1958). */
    public double normal() {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - unit()));
        return radius * StrictMath.cos(2 * StrictMath.PI * unit());
    }

    /** Gamma with a shape above 0 and scale 1 (Marsaglia and Tsang 2000). */
    public double gamma(double shape) {
        if (shape < 1) {
            // Their section 6: Gamma(a) = Gamma(a + 1) * U^(1/a).
            return gamma(shape + 1) * StrictMath.pow(1 - unit(), 1 / shape);
        }
        double d = shape - 1.0 / 3;
        double c = 1 / StrictMath.sqrt(9 * d);
        while (true) {
            double x = normal();
            double root = 1 + c * x;
            double v = root * root * root;
            if (v > 0 && StrictMath.log(1 - unit()) < 0.5 * x * x + d * (1 - v + StrictMath.log(v))) {
                return d * v;
            }
        }
    }

    /** The numbers 0..size-1 in random order (Fisher and Yates). */
    public int[] order(int size) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            int j = below(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
