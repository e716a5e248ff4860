package io.tributary.protocol.chunk;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import java.util.Objects;

/** The door check of an update's values: every one finite and within the plan's bound, or the fixed-point sum could overflow (I3). */
public final class ValueCheck {
    private ValueCheck() {}

    /**
     * Passes {@code values[offset .. offset + length)} if each is finite and at most {@code bound} in magnitude.
     *
     * @return the largest magnitude, 0 if there is no value
     * @throws RejectedException NOT_FINITE or OUT_OF_BOUND, naming the first such value's index in the array
     * @throws IndexOutOfBoundsException if the range is not within the array
     * @throws IllegalArgumentException if the bound is not finite and above 0
     */
    public static float check(float[] values, int offset, int length, double bound) throws RejectedException {
        float most = largestFloat(bound);
        // A NaN anywhere makes the maximum NaN, which is not at most anything.
        float largest = largest(values, offset, length);
        if (!(largest <= most)) {
            throw firstOutside(values, offset, length, bound);
        }
        return largest;
    }

    /**
     * The largest magnitude of {@code values[offset .. offset + length)}, 0 if there is no value, NaN if any value is.
     *
     * @throws IndexOutOfBoundsException if the range is not within the array
     */
    public static float largest(float[] values, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, values.length);
        return largestOfQuarters(values, offset, length);
    }

    /** Four maxima at once: one would wait for itself at each step, and the compiler turns these into vectors that keep up with memory. */
    private static float largestOfQuarters(float[] values, int offset, int length) {
        int quarter = length / 4;
        int second = offset + quarter;
        int third = second + quarter;
        int fourth = third + quarter;
        float largest0 = 0;
        float largest1 = 0;
        float largest2 = 0;
        float largest3 = 0;
        for (int i = 0; i < quarter; i++) {
            largest0 = Math.max(largest0, Math.abs(values[offset + i]));
            largest1 = Math.max(largest1, Math.abs(values[second + i]));
            largest2 = Math.max(largest2, Math.abs(values[third + i]));
            largest3 = Math.max(largest3, Math.abs(values[fourth + i]));
        }
        for (int i = fourth + quarter; i < offset + length; i++) {
            largest0 = Math.max(largest0, Math.abs(values[i]));
        }
        return Math.max(Math.max(largest0, largest1), Math.max(largest2, largest3));
    }

    /** The largest float32 that is at most the bound: rounding up would let a value pass that the bound forbids. */
    private static float largestFloat(double bound) {
        if (!(bound > 0 && bound < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("bound must be finite and above 0, not " + bound);
        }
        float nearest = (float) Math.min(bound, Float.MAX_VALUE);
        return nearest > bound ? Math.nextDown(nearest) : nearest;
    }

    private static RejectedException firstOutside(float[] values, int offset, int length, double bound) {
        for (int i = offset; i < offset + length; i++) {
            if (!Float.isFinite(values[i])) {
                return new RejectedException(Reason.NOT_FINITE, "value " + i + " is " + values[i]);
            }
            if (Math.abs(values[i]) > bound) {
                return new RejectedException(Reason.OUT_OF_BOUND,
                        "value " + i + " is " + values[i] + ", beyond the bound of " + bound);
            }
        }
        throw new IllegalStateException("the values changed while they were checked");
    }
}
