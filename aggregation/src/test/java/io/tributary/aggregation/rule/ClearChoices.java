package io.tributary.aggregation.rule;

import io.tributary.protocol.plan.RuleSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;

/**
 * Where a rule that mixes neighbours chooses the same however its arithmetic rounds. Means of neighbours that differ in one row each may be
 * equally far from one another or from the middle, and not to the last bit: which of them a rule takes is then rounding's choice.
 */
final class ClearChoices {
    /** Squared distances are sums in doubles, of products as large as the largest squared length. */
    private static final double OF_SCORES = 1e-12;
    /** Mixed values are floats: eight units in the last place. */
    private static final double OF_VALUES = 0x1p-20;

    private ClearChoices() {}

    /** Whether each value of the result is clear; shape [columns]. */
    static boolean[] of(RuleSpec rule, double[][] x) {
        boolean[] clear = new boolean[x[0].length];
        Arrays.fill(clear, true);
        if (rule instanceof RuleSpec.NearestNeighborMixing(int f, RuleSpec then)) {
            double[][] y = SlowRules.mixed(x, f);
            double rounding = OF_SCORES
                    * Arrays.stream(x).mapToDouble(row -> SlowRules.dot(row, row)).max().orElseThrow();
            boolean rows = areRowsClear(then, y, rounding);
            for (int c = 0; c < clear.length; c++) {
                clear[c] = rows && (!(then instanceof RuleSpec.Bulyan(int g)) || isMiddleClear(y, g, c));
            }
        }
        return clear;
    }

    private static boolean areRowsClear(RuleSpec then, double[][] y, double rounding) {
        List<Integer> all = IntStream.range(0, y.length).boxed().toList();
        return switch (then) {
            case RuleSpec.Krum(int f) -> isCutClear(y, all, y.length - f - 2, 1, rounding);
            case RuleSpec.MultiKrum(int f, Integer m) ->
                    isCutClear(y, all, y.length - f - 2, m == null ? y.length - f : m, rounding);
            case RuleSpec.Bulyan(int f) -> areSelectionsClear(y, f, rounding);
            default -> true;
        };
    }

    private static boolean areSelectionsClear(double[][] y, int f, double rounding) {
        List<Integer> left = new ArrayList<>(IntStream.range(0, y.length).boxed().toList());
        boolean clear = true;
        for (int selected = 0; selected < y.length - 2 * f; selected++) {
            int neighbours = Math.max(1, left.size() - f - 2);
            clear &= isCutClear(y, left, neighbours, 1, rounding);
            Integer best = byScore(y, left, neighbours).getFirst();
            left.removeIf(best::equals);
        }
        return clear;
    }

    private static boolean isCutClear(double[][] y, List<Integer> among, int neighbours, int chosen, double rounding) {
        List<Integer> order = byScore(y, among, neighbours);
        double[] scores = order.stream().mapToDouble(i -> SlowRules.score(y, among, i, neighbours)).toArray();
        List<double[]> rows = order.stream().map(i -> y[i]).toList();
        return isCutClear(scores, rows, Math.min(chosen, scores.length), rounding, Arrays::equals);
    }

    /** What is as good as the last one kept must be all kept, or be all the same. */
    private static <T> boolean isCutClear(double[] sorted, List<T> of, int kept, double rounding,
            BiPredicate<T, T> same) {
        double cut = sorted[kept - 1];
        return kept == sorted.length || sorted[kept] - cut > rounding
                || IntStream.range(0, sorted.length).filter(i -> Math.abs(sorted[i] - cut) <= rounding)
                        .allMatch(i -> same.test(of.get(i), of.get(kept - 1)));
    }

    private static List<Integer> byScore(double[][] y, List<Integer> among, int neighbours) {
        return among.stream()
                .sorted(Comparator.comparingDouble((Integer i) -> SlowRules.score(y, among, i, neighbours))).toList();
    }

    private static boolean isMiddleClear(double[][] y, int f, int column) {
        double[] values = Arrays.stream(SlowRules.selected(y, f)).mapToDouble(row -> row[column]).sorted().toArray();
        double middle = values[(values.length - 1) / 2];
        List<Double> order = Arrays.stream(values).boxed()
                .sorted(Comparator.comparingDouble((Double v) -> Math.abs(v - middle))).toList();
        double[] distances = order.stream().mapToDouble(v -> Math.abs(v - middle)).toArray();
        double largest = Math.max(Math.abs(values[0]), Math.abs(values[values.length - 1]));
        return isCutClear(distances, order, values.length - 2 * f, OF_VALUES * largest, Double::equals);
    }
}
