package io.tributary.aggregation.reduction;

/** The finest fixed point in which a sum of so many values is exact as a double: of integers below 2^53. */
final class ExactScale {
    private static final int SUM_BITS = 52;

    private ExactScale() {}

    /** The power of two by which values are multiplied before they are rounded: {@code count * bound * factor < 2^52}. */
    static double factor(int count, double bound) {
        return factor(count * bound);
    }

    /** The same for values whose magnitudes together are at most {@code largest}; 1 if that is 0. */
    static double factor(double largest) {
        return largest == 0 ? 1 : Math.scalb(1.0, SUM_BITS - 1 - Math.getExponent(largest));
    }
}
