package io.tributary.aggregation.sum;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.chunk.ValueCheck;
import io.tributary.protocol.plan.UpdateSpec;

/**
 * How a weighted float32 enters an exact sum: as the integer {@code rint(weight * delta * 2^scaleBits)}. Immutable.
 *
 * <p>That integer is a function of delta and weight alone, because the product is exact: a float has a significand of at most
 * 24 bits and a weight of at most 2^29 one of at most 29 (2^29 itself has one), so {@code weight * delta} has at most 53 and
 * fits a double; {@code 2^scaleBits} moves its exponent, which stays far from both ends of a double's range. So {@code rint}
 * is the only rounding, whichever way the factors are grouped, and a loop may multiply once by {@code weight * 2^scaleBits}.
 *
 * @param scaleBits s, 0..52
 * @param bound largest |delta|, finite and above 0
 */
public record FixedPoint(int scaleBits, double bound) {
    /** Largest weight of one update: above it, products would no longer be exact. */
    public static final int MAX_WEIGHT = 1 << 29;

    private static final int MAX_SCALE_BITS = 52;
    private static final double SUM_LIMIT = 0x1p62;
    private static final double EXACT_INTEGERS = 0x1p53;

    /** Checks its arguments.
     *
     * @throws IllegalArgumentException if one is out of range, or not even one example fits a sum
     */
    public FixedPoint {
        if (scaleBits < 0 || scaleBits > MAX_SCALE_BITS) {
            throw new IllegalArgumentException("scale bits must be 0.." + MAX_SCALE_BITS + ", not " + scaleBits);
        }
        if (!(bound > 0 && bound < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the bound must be finite and above 0, not " + bound);
        }
        if (!(Math.scalb(bound, scaleBits) < SUM_LIMIT)) {
            throw new IllegalArgumentException(
                    "bound " + bound + " * 2^" + scaleBits + " must be below 2^62, or no sum can hold one value");
        }
    }

    /** The fixed point that a plan prescribes. */
    public static FixedPoint of(UpdateSpec spec) {
        return new FixedPoint(spec.scaleBits(), spec.bound());
    }

    /** The integer of one value that {@link #check} passes, with a weight of 1..{@link #MAX_WEIGHT}. */
    public long of(float delta, int weight) {
        return (long) Math.rint(delta * factor(weight));
    }

    /**
     * The largest total weight W of one sum: {@code W * bound * 2^scaleBits < 2^62}. Rounding adds at most half a unit an
     * example, so such a sum stays far inside a long. At most 2^53, so that W is exact as a double.
     */
    public long maxTotalWeight() {
        double quotient = SUM_LIMIT / Math.scalb(bound, scaleBits);
        return (long) Math.min(Math.nextDown(quotient), EXACT_INTEGERS);
    }

    /**
     * Checks that {@code values[offset .. offset + length)} are finite and within the bound. Changes nothing.
     *
     * @throws RejectedException {@link Reason#NOT_FINITE} or {@link Reason#OUT_OF_BOUND}, naming the first such value by its
     *     index in the array
     */
    public void check(float[] values, int offset, int length) throws RejectedException {
        ValueCheck.check(values, offset, length, bound);
    }

    /** Checks one weight.
     *
     * @throws RejectedException {@link Reason#BAD_WEIGHT} if it is not 1..{@link #MAX_WEIGHT}
     */
    public void checkWeight(int weight) throws RejectedException {
        if (weight < 1 || weight > MAX_WEIGHT) {
            throw new RejectedException(Reason.BAD_WEIGHT, "a weight must be 1.." + MAX_WEIGHT + ", not " + weight);
        }
    }

    /** What a value is multiplied by before it is rounded: {@code weight * 2^scaleBits}, exact. */
    public double factor(int weight) {
        return Math.scalb((double) weight, scaleBits);
    }
}
