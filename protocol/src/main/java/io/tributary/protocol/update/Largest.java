package io.tributary.protocol.update;

import java.util.Arrays;

/**
 * The values of largest magnitude of a chunk, in linear time: a radix search for the smallest that is kept, from the highest digit on.
 * Only values whose first digit is large enough are looked at again.
 */
final class Largest {
    private static final int MAGNITUDE = Integer.MAX_VALUE;
    private static final int DIGIT = 10;
    /** Below it are two digits; above it the exponent and three bits more, which tell most values apart. */
    private static final int FIRST = 2 * DIGIT;

    private final int count;
    /** The digits so far of the smallest magnitude that is kept, and how many of the count are larger than all that begin so. */
    private int prefix;
    private int larger;

    private Largest(int count) {
        this.count = count;
    }

    /**
     * The positions of the {@code count} largest of {@code values[offset .. offset + length)}, sorted, from 0 on; of equal magnitudes
     * the first.
     */
    static int[] positions(float[] values, int offset, int length, int count) {
        Largest search = new Largest(count);
        int equal = search.choose(firstDigits(values, offset, length));
        int[] candidates = above((search.prefix << FIRST) - 1, values, offset, length, search.larger + equal);
        int[] magnitudes = new int[candidates.length];
        for (int i = 0; i < candidates.length; i++) {
            magnitudes[i] = magnitude(values[offset + candidates[i]]);
        }
        search.narrow(magnitudes, DIGIT);
        search.narrow(magnitudes, 0);
        return search.collect(candidates, magnitudes);
    }

    private static int magnitude(float value) {
        return Float.floatToRawIntBits(value) & MAGNITUDE;
    }

    private static int[] firstDigits(float[] values, int offset, int length) {
        int[] bins = new int[1 << (Integer.SIZE - 1 - FIRST)];
        for (int i = offset; i < offset + length; i++) {
            bins[magnitude(values[i]) >>> FIRST]++;
        }
        return bins;
    }

    /** Positions of magnitudes above one, so many. Each is written, and kept or overwritten: a branch could not be predicted. */
    private static int[] above(int magnitude, float[] values, int offset, int length, int count) {
        int[] positions = new int[count + 1];
        int have = 0;
        for (int i = 0; i < length; i++) {
            positions[have] = i;
            have += (magnitude - magnitude(values[offset + i])) >>> (Integer.SIZE - 1);
        }
        return Arrays.copyOf(positions, count);
    }

    /** Takes one digit more, of those that begin with the digits so far. */
    private void narrow(int[] magnitudes, int shift) {
        int[] bins = new int[1 << DIGIT];
        for (int magnitude : magnitudes) {
            if (magnitude >>> shift >>> DIGIT == prefix) {
                bins[magnitude >>> shift & (bins.length - 1)]++;
            }
        }
        choose(bins);
    }

    /** Takes the digit in whose bin the smallest kept lies, and returns how many lie there. */
    private int choose(int[] bins) {
        int digit = bins.length - 1;
        while (larger + bins[digit] < count) {
            larger += bins[digit--];
        }
        prefix = prefix * bins.length + digit;
        return bins[digit];
    }

    private int[] collect(int[] candidates, int[] magnitudes) {
        int[] positions = new int[count];
        int ties = count - larger;
        int have = 0;
        for (int i = 0; have < count; i++) {
            if (magnitudes[i] > prefix || (magnitudes[i] == prefix && ties-- > 0)) {
                positions[have++] = candidates[i];
            }
        }
        return positions;
    }
}
