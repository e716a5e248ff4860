package io.tributary.protocol.update;

/**
 * A randomized Hadamard transform: seeded signs, then the orthonormal Walsh-Hadamard transform, in place and O(n log n) (Suresh et
 * al. 2017, "Distributed Mean Estimation with Limited Communication", ICML). It spreads what is large in a few coordinates over all
 * of them, so that one scale fits all. Linear and orthonormal: the mean of rotated vectors is the rotated mean, and norms and inner
 * products stay. Undone up to float32 rounding; the same bits on every JVM, because every sum has its place.
 *
 * <p>A length that is no power of two is cut into blocks by its binary digits, the largest first: so many values go in as come out,
 * where padding would send up to twice as many. The price is that the smallest blocks spread little.
 */
final class Rotation {
    private static final double HALF = StrictMath.sqrt(0.5);

    private Rotation() {}

    /** Rotates the first {@code count} values. */
    static void apply(float[] values, int count, long seed) {
        flip(values, count, seed);
        transform(values, count);
    }

    /** Undoes {@link #apply} with the same seed. */
    static void undo(float[] values, int count, long seed) {
        transform(values, count);
        flip(values, count, seed);
    }

    /** Value i changes its sign if bit i % 64 of word i / 64 is set. */
    private static void flip(float[] values, int count, long seed) {
        for (int i = 0; i < count; i += Long.SIZE) {
            long signs = SeededWords.word(seed, i / Long.SIZE);
            int end = Math.min(count, i + Long.SIZE);
            for (int j = i; j < end; j++) {
                int sign = (int) (signs >>> j) << (Integer.SIZE - 1);
                values[j] = Float.intBitsToFloat(Float.floatToRawIntBits(values[j]) ^ sign);
            }
        }
    }

    private static void transform(float[] values, int count) {
        int from = 0;
        for (int rest = count; rest > 0; rest = count - from) {
            int block = Integer.highestOneBit(rest);
            Butterflies.transform(values, from, block);
            scale(values, from, block);
            from += block;
        }
    }

    /** By {@code 1 / sqrt(size)}, a power of two or half the root of two times one. */
    private static void scale(float[] values, int from, int size) {
        int twos = Integer.numberOfTrailingZeros(size);
        float factor = (float) Math.scalb(twos % 2 == 0 ? 1 : HALF, -(twos / 2));
        for (int i = from; i < from + size; i++) {
            values[i] *= factor;
        }
    }
}
