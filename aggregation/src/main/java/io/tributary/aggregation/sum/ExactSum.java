package io.tributary.aggregation.sum;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import java.util.Arrays;
import java.util.Objects;

/**
 * The exact weighted sum of float32 vectors of one length, and its mean. Integers only: additions commute, associate and can
 * be undone, so the sum has the same bits for any order, thread, shard or grouping of the same updates (I3). Not safe for use
 * by several threads; sums of several threads {@link #merge}.
 */
public final class ExactSum {
    private final FixedPoint point;
    private final long maxTotalWeight;
    private final long[] sums;
    private long totalWeight;

    /** The empty sum of vectors of {@code size} values, at least 1. */
    public ExactSum(FixedPoint point, int size) {
        if (size < 1) {
            throw new IllegalArgumentException("a sum has at least 1 value, not " + size);
        }
        this.point = point;
        this.maxTotalWeight = point.maxTotalWeight();
        this.sums = new long[size];
    }

    /** Number of values. */
    public int size() {
        return sums.length;
    }

    /** Sum of the weights added: at least 0 unless more was subtracted than is in it. */
    public long totalWeight() {
        return totalWeight;
    }

    /** One value of the sum, in units of 2^-scaleBits. */
    public long at(int index) {
        return sums[index];
    }

    /**
     * Adds {@code weight * values[offset .. offset + length)}.
     *
     * @param length must be {@link #size}
     * @throws RejectedException {@link Reason#NOT_FINITE} or {@link Reason#OUT_OF_BOUND} naming the value's index,
     *     {@link Reason#BAD_WEIGHT} if the weight is out of range or more than the sum can hold; the sum is then unchanged
     */
    public void add(float[] values, int offset, int length, int weight) throws RejectedException {
        requireSize(length);
        Objects.checkFromIndexSize(offset, length, values.length);
        checkWeight(weight, totalWeight);
        point.check(values, offset, length);
        addChecked(values, offset, weight);
    }

    /** Adds a vector that was checked. */
    void addChecked(float[] values, int offset, int weight) {
        double factor = point.factor(weight);
        for (int i = 0; i < sums.length; i++) {
            sums[i] += (long) Math.rint(values[offset + i] * factor);
        }
        totalWeight += weight;
    }

    /**
     * Adds four vectors that were checked, in one pass: it is bound by memory, and this moves the sums once instead of four
     * times.
     */
    void addChecked(float[][] rows, int[] weights) {
        float[] row0 = rows[0];
        float[] row1 = rows[1];
        float[] row2 = rows[2];
        float[] row3 = rows[3];
        double factor0 = point.factor(weights[0]);
        double factor1 = point.factor(weights[1]);
        double factor2 = point.factor(weights[2]);
        double factor3 = point.factor(weights[3]);
        for (int i = 0; i < sums.length; i++) {
            sums[i] += (long) Math.rint(row0[i] * factor0) + (long) Math.rint(row1[i] * factor1)
                    + (long) Math.rint(row2[i] * factor2) + (long) Math.rint(row3[i] * factor3);
        }
        totalWeight += (long) weights[0] + weights[1] + weights[2] + weights[3];
    }

    /** Checks a weight against a total that may still be on its way into this sum. */
    void checkWeight(int weight, long total) throws RejectedException {
        point.checkWeight(weight);
        if (total + weight > maxTotalWeight) {
            throw new RejectedException(Reason.BAD_WEIGHT, "weight " + weight + " takes the total to "
                    + (total + weight) + ", more than the " + maxTotalWeight + " that an exact sum can hold");
        }
    }

    /**
     * Adds another sum to this one.
     *
     * @throws IllegalArgumentException if it is of another length or fixed point
     * @throws ArithmeticException if together they weigh more than a sum can hold; this one is then unchanged
     */
    public void merge(ExactSum other) {
        requireLike(other);
        if (totalWeight + other.totalWeight > maxTotalWeight) {
            throw new ArithmeticException("weights " + totalWeight + " + " + other.totalWeight + " are more than the "
                    + maxTotalWeight + " that an exact sum can hold");
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] += other.sums[i];
        }
        totalWeight += other.totalWeight;
    }

    /**
     * Takes back what another sum holds, exactly as if it had never been added.
     *
     * @throws IllegalArgumentException if it is of another length or fixed point, or weighs more than this one
     */
    public void subtract(ExactSum other) {
        requireLike(other);
        if (other.totalWeight > totalWeight) {
            throw new IllegalArgumentException(
                    "cannot take weight " + other.totalWeight + " from a sum of weight " + totalWeight);
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] -= other.sums[i];
        }
        totalWeight -= other.totalWeight;
    }

    /** Forgets everything added. */
    public void clear() {
        Arrays.fill(sums, 0);
        totalWeight = 0;
    }

    /**
     * Writes {@code sum / (2^scaleBits * totalWeight)} into the first {@link #size} values of {@code into}: divided as
     * doubles, then rounded to float once.
     *
     * @throws IllegalStateException if nothing was added
     */
    public void mean(float[] into) {
        Objects.checkFromIndexSize(0, sums.length, into.length);
        if (totalWeight == 0) {
            throw new IllegalStateException("the mean of nothing is not defined");
        }
        double divisor = Math.scalb((double) totalWeight, point.scaleBits());
        for (int i = 0; i < sums.length; i++) {
            into[i] = (float) (sums[i] / divisor);
        }
    }

    private void requireSize(int length) {
        if (length != sums.length) {
            throw new IllegalArgumentException("this sum has " + sums.length + " values, not " + length);
        }
    }

    private void requireLike(ExactSum other) {
        requireSize(other.sums.length);
        if (!point.equals(other.point)) {
            throw new IllegalArgumentException("cannot combine a sum in " + point + " with one in " + other.point);
        }
    }
}
