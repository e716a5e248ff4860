package io.tributary.protocol.update;

import io.tributary.protocol.Reason;
import io.tributary.protocol.chunk.MalformedChunkException;

/**
 * Unbiased stochastic rounding to the {@code 2 L + 1} evenly spaced levels {@code -scale .. scale}, {@code L = 2^(bits-1) - 1}
 * (Alistarh et al. 2017, "QSGD", NeurIPS): a value {@code u} levels from 0 becomes {@code floor(u + r)}, r even in 0..1, so its mean
 * is u. Level q is written as {@code q + L} in {@code bits} bits. Values beyond the scale are clipped to it, which is no longer
 * unbiased. The same bytes on every JVM: doubles, one rounding a step.
 */
final class Levels {
    private static final double UNIT = 0x1p-32;
    private static final long LOW = 0xffffffffL;

    private final int bits;
    private final int most;

    /** Levels that take {@code bits} bits, 2..16. */
    Levels(int bits) {
        this.bits = bits;
        this.most = (1 << (bits - 1)) - 1;
    }

    /** Bytes of so many values. */
    int bytes(int values) {
        return PackedBits.bytes((long) values * bits);
    }

    /** Rounds the first {@code count} values, finite ones, and packs them; two values a random word. */
    void write(float[] values, int count, double scale, long seed, byte[] into, int offset) {
        int[] codes = new int[count];
        double levels = scale > 0 ? most / scale : 0;
        long state = seed;
        int pairs = count & -2;
        for (int i = 0; i < pairs; i += 2) {
            state += SeededWords.GAMMA;
            long random = SeededWords.mix(state);
            codes[i] = code(values[i] * levels, random & LOW);
            codes[i + 1] = code(values[i + 1] * levels, random >>> Integer.SIZE);
        }
        if (pairs < count) {
            codes[pairs] = code(values[pairs] * levels, SeededWords.mix(state + SeededWords.GAMMA) & LOW);
        }
        PackedBits.pack(codes, count, bits, into, offset);
    }

    /** A sum of what is not negative: there truncation is floor, and 16 + 32 bits fit a double exactly. */
    private int code(double level, long random) {
        double within = Math.min(Math.max(level, -most), most);
        return (int) (within + most + random * UNIT);
    }

    /**
     * Unpacks {@code count} values.
     *
     * @param scale finite, at least 0
     * @throws MalformedChunkException if a code is none, or bits are left that are not 0
     */
    void read(byte[] from, int offset, int count, double scale, float[] values) throws MalformedChunkException {
        int[] codes = new int[count];
        if (!PackedBits.unpack(from, offset, count, bits, codes)) {
            throw new MalformedChunkException("the bits after the last value are not 0");
        }
        double step = scale / most;
        int largest = 0;
        for (int i = 0; i < count; i++) {
            largest = Math.max(largest, codes[i]);
            values[i] = (float) ((codes[i] - most) * step);
        }
        if (largest > 2 * most) {
            throw new MalformedChunkException(Reason.MALFORMED_CHUNK,
                    "code " + largest + " is none; " + bits + " bits hold codes 0.." + 2 * most);
        }
    }
}
