package io.tributary.aggregation.rule;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Orders of numbers in which ties go to the lower index. */
final class Nearness {
    private Nearness() {}

    /** The indices of the values, smallest value first. */
    static int[] order(double[] values) {
        return IntStream.range(0, values.length).boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> values[i]).thenComparingInt(i -> i))
                .mapToInt(Integer::intValue).toArray();
    }

    /** The indices of the {@code count} smallest values, ascending. */
    static int[] smallest(double[] values, int count) {
        return Arrays.stream(order(values)).limit(count).sorted().toArray();
    }

    /** The middle value, or half the sum of the two in the middle. */
    static double median(double[] values) {
        double[] sorted = Arrays.stream(values).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
