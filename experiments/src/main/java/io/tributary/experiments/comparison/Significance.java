package io.tributary.experiments.comparison;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.commons.statistics.inference.TTest;
import org.jspecify.annotations.Nullable;

/**
 * Whether the final accuracies of groups differ from the first group's by more than chance: Student's t-test of the differences seed by seed
 * where both groups have the same seeds (the seed fixes who has which data and who is drawn), else Welch's, two-sided. Over several groups the
 * probabilities are adjusted as Holm did (Scandinavian Journal of Statistics 6, 1979).
 */
final class Significance {
    private Significance() {}

    /** An adjusted probability for each group: null for the first one, and where a group has fewer than two runs. */
    static List<@Nullable Double> of(List<RunGroup> groups) {
        List<@Nullable Double> raw = new ArrayList<>();
        raw.add(null);
        groups.subList(1, groups.size()).forEach(group -> raw.add(probability(groups.getFirst(), group)));
        return holm(raw);
    }

    private static @Nullable Double probability(RunGroup first, RunGroup other) {
        Map<Long, Double> a = bySeed(first);
        Map<Long, Double> b = bySeed(other);
        boolean paired = a.keySet().equals(b.keySet()) && a.size() == first.runs().size()
                && b.size() == other.runs().size();
        double[] x = paired ? values(a) : all(first);
        double[] y = paired ? values(b) : all(other);
        if (x.length < 2 || y.length < 2) {
            return null;
        }
        double p = paired ? TTest.withDefaults().pairedTest(x, y).getPValue()
                : TTest.withDefaults().test(x, y).getPValue();
        return Double.isNaN(p) ? (Double) (Arrays.equals(x, y) ? 1.0 : 0.0) : (Double) p; // no spread at all
    }

    private static Map<Long, Double> bySeed(RunGroup group) {
        Map<Long, Double> accuracies = new TreeMap<>();
        group.runs().forEach(run -> accuracies.put(run.seed(), Objects.requireNonNull(run.end().accuracy())));
        return accuracies;
    }

    private static double[] values(Map<Long, Double> bySeed) {
        return bySeed.values().stream().mapToDouble(value -> value).toArray();
    }

    private static double[] all(RunGroup group) {
        return group.runs().stream().mapToDouble(run -> Objects.requireNonNull(run.end().accuracy())).toArray();
    }

    /** The smallest is multiplied by how many there are, the next by one fewer, and none is smaller than one before it. */
    static List<@Nullable Double> holm(List<@Nullable Double> raw) {
        List<Integer> order = IntStream.range(0, raw.size()).boxed().filter(i -> raw.get(i) != null)
                .sorted(Comparator.comparingDouble(i -> Objects.requireNonNull(raw.get(i)))).toList();
        List<@Nullable Double> adjusted = new ArrayList<>(raw);
        double least = 0;
        for (int rank = 0; rank < order.size(); rank++) {
            int i = order.get(rank);
            least = Math.max(least, Math.min(1, Objects.requireNonNull(raw.get(i)) * (order.size() - rank)));
            adjusted.set(i, least);
        }
        return adjusted;
    }
}
