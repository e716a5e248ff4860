package io.tributary.protocol.update;

/** The values of largest magnitude of a chunk, in linear time: a radix search for the smallest that is kept, from the highest digit on. */
final class Largest {
    private static final int MAGNITUDE = Integer.MAX_VALUE;
    private static final int DIGIT = 11;
    private static final int BINS = 1 << DIGIT;

    private Largest() {}

    /**
     * The positions of the {@code count} largest of {@code values[offset .. offset + length)}, sorted, from 0 on; of equal magnitudes
     * the first.
     */
    static int[] positions(float[] values, int offset, int length, int count) {
        int prefix = 0;
        int wanted = count;
        for (int shift = 2 * DIGIT; shift >= 0; shift -= DIGIT) {
            int[] bins = bins(values, offset, length, prefix, shift);
            int bin = BINS - 1;
            while (bins[bin] < wanted) {
                wanted -= bins[bin--];
            }
            prefix = prefix << DIGIT | bin;
        }
        return collect(values, offset, length, count, prefix, wanted);
    }

    /** How often each digit occurs at this place, of the magnitudes that begin as the prefix says. */
    private static int[] bins(float[] values, int offset, int length, int prefix, int shift) {
        int[] bins = new int[BINS];
        for (int i = offset; i < offset + length; i++) {
            int magnitude = Float.floatToRawIntBits(values[i]) & MAGNITUDE;
            if (magnitude >>> shift >>> DIGIT == prefix) {
                bins[magnitude >>> shift & (BINS - 1)]++;
            }
        }
        return bins;
    }

    private static int[] collect(float[] values, int offset, int length, int count, int least, int equal) {
        int[] positions = new int[count];
        int have = 0;
        int ties = equal;
        for (int i = 0; have < count && i < length; i++) {
            int magnitude = Float.floatToRawIntBits(values[offset + i]) & MAGNITUDE;
            if (magnitude > least || (magnitude == least && ties-- > 0)) {
                positions[have++] = i;
            }
        }
        return positions;
    }
}
