package io.tributary.aggregation.sum;

import java.util.Arrays;

/**
 * A sum of vectors of integers modulo 2^bits, as masked updates are added: the elements of the ring are {@code 0 .. 2^bits - 1}.
 * It is the exact sum's {@code long} arithmetic, which wraps modulo 2^64, and 2^bits divides 2^64: so the mask may wait until the
 * end, partial sums merge and subtract, and every order gives the same elements (I3). Not safe for use by several threads.
 */
public final class RingSum {
    /** Widest ring: an element fits a packed 32-bit word. */
    public static final int MAX_BITS = 32;

    private final int bits;
    private final long[] sums;

    /**
     * The empty sum.
     *
     * @param bits b of the modulus 2^b, 1..{@value #MAX_BITS}
     * @param size number of elements, at least 1
     */
    public RingSum(int bits, int size) {
        if (bits < 1 || bits > MAX_BITS) {
            throw new IllegalArgumentException("a ring has 1.." + MAX_BITS + " bits, not " + bits);
        }
        if (size < 1) {
            throw new IllegalArgumentException("a sum has at least 1 element, not " + size);
        }
        this.bits = bits;
        this.sums = new long[size];
    }

    /** Number of elements. */
    public int size() {
        return sums.length;
    }

    /**
     * Adds a vector of elements, or of any integers that stand for them: only their lowest bits count.
     *
     * @throws IllegalArgumentException if it is of another length
     */
    public void add(long[] elements) {
        requireSize(elements.length);
        IntegerSums.add(sums, elements);
    }

    /**
     * Takes a vector of elements, such as a mask, away.
     *
     * @throws IllegalArgumentException if it is of another length
     */
    public void subtract(long[] elements) {
        requireSize(elements.length);
        IntegerSums.subtract(sums, elements);
    }

    /**
     * Adds another partial sum.
     *
     * @throws IllegalArgumentException if it is of another length or ring
     */
    public void merge(RingSum other) {
        requireLike(other);
        IntegerSums.add(sums, other.sums);
    }

    /**
     * Takes another partial sum away.
     *
     * @throws IllegalArgumentException if it is of another length or ring
     */
    public void subtract(RingSum other) {
        requireLike(other);
        IntegerSums.subtract(sums, other.sums);
    }

    /** One element of the sum, {@code 0 .. 2^bits - 1}. */
    public long at(int index) {
        return sums[index] & (-1L >>> (Long.SIZE - bits));
    }

    /** The integer in {@code -2^(bits - 1) .. 2^(bits - 1) - 1} that the element stands for. */
    public long signedAt(int index) {
        int unused = Long.SIZE - bits;
        return sums[index] << unused >> unused;
    }

    /** Forgets everything added. */
    public void clear() {
        Arrays.fill(sums, 0);
    }

    private void requireSize(int length) {
        if (length != sums.length) {
            throw new IllegalArgumentException("this sum has " + sums.length + " elements, not " + length);
        }
    }

    private void requireLike(RingSum other) {
        requireSize(other.sums.length);
        if (bits != other.bits) {
            throw new IllegalArgumentException("cannot combine sums modulo 2^" + bits + " and 2^" + other.bits);
        }
    }
}
