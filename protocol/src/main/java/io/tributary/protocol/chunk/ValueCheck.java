package io.tributary.protocol.chunk;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import java.util.Objects;

/** The door check of an update's values: every one finite and within the plan's bound, or the fixed-point sum could overflow (I3). */
public final class ValueCheck {
    private static final int MAGNITUDE = Integer.MAX_VALUE;

    private ValueCheck() {}

    /**
     * Passes {@code values[offset .. offset + length)} if each is finite and at most {@code bound} in magnitude.
     *
     * @throws RejectedException NOT_FINITE or OUT_OF_BOUND, naming the first such value's index in the array
     * @throws IndexOutOfBoundsException if the range is not within the array
     * @throws IllegalArgumentException if the bound is not finite and above 0
     */
    public static void check(float[] values, int offset, int length, double bound) throws RejectedException {
        Objects.checkFromIndexSize(offset, length, values.length);
        int most = Float.floatToRawIntBits(largestFloat(bound));
        // Without the sign bit, floats order as their bits do: finite ones, infinity, NaN. One pass without a branch, which
        // the compiler turns into vector instructions.
        int largest = 0;
        for (int i = offset; i < offset + length; i++) {
            largest = Math.max(largest, Float.floatToRawIntBits(values[i]) & MAGNITUDE);
        }
        if (largest > most) {
            throw firstOutside(values, offset, length, bound);
        }
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
