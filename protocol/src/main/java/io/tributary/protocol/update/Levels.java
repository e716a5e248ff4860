package io.tributary.protocol.update;

import io.tributary.protocol.Reason;
import io.tributary.protocol.chunk.MalformedChunkException;

/**
 * Unbiased stochastic rounding to the {@code 2 L + 1} evenly spaced levels {@code -scale .. scale}, {@code L = 2^(bits-1) - 1}
 * (Alistarh et al. 2017, "QSGD", NeurIPS): a value {@code u} levels from 0 becomes {@code floor(u + r)}, r even in 0..1, so its mean
 * is u; r has 32 bits, so the mean is off by less than 2^-32 of a level. Level q is written as {@code q + L} in {@code bits} bits.
 * Values beyond the scale are clipped to it, which is no longer unbiased. The same bytes on every JVM: doubles, one rounding a step.
 */
final class Levels {
    private static final double UNIT = 0x1p-32;
    /** Values whose codes stay in the first cache; codes of so many end with a byte. */
    private static final int BLOCK = 1024;

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

    /** Rounds {@code values[from .. from + count)}, finite ones, and packs them; two values a random word. */
    void write(float[] values, int from, int count, double scale, long seed, byte[] into, int offset) {
        int[] codes = new int[Math.min(BLOCK, count)];
        double levels = scale > 0 ? most / scale : 0;
        for (int done = 0; done < count; done += BLOCK) {
            int block = Math.min(BLOCK, count - done);
            SeededWords.halves(seed, done / 2, codes, block);
            round(values, from + done, block, levels, codes);
            PackedBits.pack(codes, block, bits, into, offset + bytes(done));
        }
    }

    /**
     * Random halves of words to codes. As an int a half less 2^31 is {@code r - 1/2} in units of 2^-32; truncation is floor of what is
     * not negative, and what is falls to code 0 as it would by floor.
     */
    private void round(float[] values, int from, int count, double levels, int[] codes) {
        double middle = most + 0.5;
        int last = 2 * most;
        for (int i = 0; i < count; i++) {
            int random = codes[i] ^ Integer.MIN_VALUE;
            int code = (int) (values[from + i] * levels + middle + random * UNIT);
            codes[i] = Math.min(Math.max(code, 0), last);
        }
    }

    /**
     * Unpacks {@code count} values.
     *
     * @param scale finite, at least 0
     * @throws MalformedChunkException if a code is none, or bits are left that are not 0
     */
    void read(byte[] from, int offset, int count, double scale, float[] values) throws MalformedChunkException {
        int[] codes = new int[Math.min(BLOCK, count)];
        double step = scale / most;
        for (int done = 0; done < count; done += BLOCK) {
            int block = Math.min(BLOCK, count - done);
            if (!PackedBits.unpack(from, offset + bytes(done), block, bits, codes)) {
                throw new MalformedChunkException("the bits after the last value are not 0");
            }
            place(codes, block, step, values, done);
        }
    }

    private void place(int[] codes, int count, double step, float[] values, int to) throws MalformedChunkException {
        int largest = 0;
        for (int i = 0; i < count; i++) {
            largest = Math.max(largest, codes[i]);
            values[to + i] = (float) ((codes[i] - most) * step);
        }
        if (largest > 2 * most) {
            throw new MalformedChunkException(Reason.MALFORMED_CHUNK,
                    "code " + largest + " is none; " + bits + " bits hold codes 0.." + 2 * most);
        }
    }
}
