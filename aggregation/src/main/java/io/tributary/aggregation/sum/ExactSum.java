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
        checkWeight(weight);
        point.check(values, offset, length);
        IntegerSums.add(sums, values, offset, point.factor(weight), length);
        totalWeight += weight;
    }

    private void checkWeight(int weight) throws RejectedException {
        point.checkWeight(weight);
        if (totalWeight + weight > maxTotalWeight) {
            throw new RejectedException(Reason.BAD_WEIGHT, "weight " + weight + " takes the total to "
                    + (totalWeight + weight) + ", more than the " + maxTotalWeight + " that an exact sum can hold");
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
        IntegerSums.add(sums, other.sums);
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
        IntegerSums.subtract(sums, other.sums);
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
        IntegerSums.divide(sums, Math.scalb((double) totalWeight, point.scaleBits()), into, sums.length);
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
