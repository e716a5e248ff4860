package io.tributary.aggregation.reduction;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;

/**
 * Sorts many columns of finite values at once, -0 before 0: the comparators of Batcher's odd-even merge sort (Batcher 1968, "Sorting Networks and their
 * Applications"), each applied to a whole row of columns, without a branch that depends on values. Comparators on which no wanted
 * rank depends are left out. Immutable and safe for use by many threads.
 */
final class SortingNetwork {
    /** What of a comparator's two results is wanted. */
    private enum Keep {
        BOTH,
        LOWER,
        UPPER
    }

    private record Comparator(int low, int high, Keep keep) {}

    private final List<Comparator> comparators;

    /**
     * For columns of {@code rows} values.
     *
     * @param fromRank first wanted rank, 0 the smallest
     * @param toRank last wanted rank, exclusive
     */
    SortingNetwork(int rows, int fromRank, int toRank) {
        List<int[]> all = new ArrayList<>();
        sort(0, Integer.highestOneBit(Math.max(1, 2 * rows - 1)), rows, all);
        BitSet wanted = new BitSet(rows);
        wanted.set(fromRank, toRank);
        this.comparators = needed(all, wanted);
    }

    /** Number of comparators. */
    int size() {
        return comparators.size();
    }

    /** Puts the values of every wanted rank of each column into the row of that number; the other rows are undefined. */
    void sort(float[][] rows, int columns) {
        for (Comparator comparator : comparators) {
            float[] low = rows[comparator.low];
            float[] high = rows[comparator.high];
            switch (comparator.keep) {
                case BOTH -> exchange(low, high, columns);
                case LOWER -> lower(low, high, columns);
                case UPPER -> upper(low, high, columns);
            }
        }
    }

    private static void exchange(float[] low, float[] high, int columns) {
        for (int i = 0; i < columns; i++) {
            float a = low[i];
            float b = high[i];
            low[i] = Math.min(a, b);
            high[i] = Math.max(a, b);
        }
    }

    private static void lower(float[] low, float[] high, int columns) {
        for (int i = 0; i < columns; i++) {
            low[i] = Math.min(low[i], high[i]);
        }
    }

    private static void upper(float[] low, float[] high, int columns) {
        for (int i = 0; i < columns; i++) {
            high[i] = Math.max(low[i], high[i]);
        }
    }

    /** Of a power of two rows; those that do not exist count as larger than any, so that their comparators do nothing. */
    private static void sort(int from, int count, int rows, List<int[]> into) {
        if (count > 1 && from < rows) {
            sort(from, count / 2, rows, into);
            sort(from + count / 2, count / 2, rows, into);
            merge(from, count, 1, rows, into);
        }
    }

    private static void merge(int from, int count, int stride, int rows, List<int[]> into) {
        int step = 2 * stride;
        if (step < count) {
            merge(from, count, step, rows, into);
            merge(from + stride, count, step, rows, into);
            for (int i = from + stride; i + stride < Math.min(from + count, rows); i += step) {
                into.add(new int[] {i, i + stride});
            }
        } else if (from + stride < rows) {
            into.add(new int[] {from, from + stride});
        }
    }

    /** Goes back from the wanted ranks: a comparator that feeds a wanted rank is wanted too. */
    private static List<Comparator> needed(List<int[]> all, BitSet wanted) {
        List<Comparator> needed = new ArrayList<>();
        for (int[] pair : all.reversed()) {
            boolean low = wanted.get(pair[0]);
            boolean high = wanted.get(pair[1]);
            if (low || high) {
                Keep keep = low && high ? Keep.BOTH : low ? Keep.LOWER : Keep.UPPER;
                needed.add(new Comparator(pair[0], pair[1], keep));
                wanted.set(pair[0]);
                wanted.set(pair[1]);
            }
        }
        Collections.reverse(needed);
        return List.copyOf(needed);
    }
}
