package io.tributary.aggregation.rule;

import io.tributary.protocol.plan.RuleSpec;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The rules as their papers write them: on the vectors themselves, in doubles, one loop after the other. Shares nothing with them. */
final class SlowRules {
    private SlowRules() {}

    static double[] apply(RuleSpec spec, double[][] x, double[] w, double[] reference) {
        return switch (spec) {
            case RuleSpec.Mean() -> mean(x, w);
            case RuleSpec.PlugInRule _ -> throw new AssertionError("no rule of Tributary");
            case RuleSpec.Median() -> columns(x, SlowRules::median);
            case RuleSpec.TrimmedMean(double trim) -> columns(x, column -> trimmed(column, trim));
            case RuleSpec.ClippedMean(Double most) -> clipped(x, w, most);
            case RuleSpec.Krum(int f) -> x[krum(x, f, 1).getFirst()];
            case RuleSpec.MultiKrum(int f, Integer m) -> multiKrum(x, w, f, m == null ? x.length - f : m);
            case RuleSpec.Bulyan(int f) -> bulyan(x, f);
            case RuleSpec.GeometricMedian(double nu, int most, double tolerance) ->
                    weiszfeld(x, w, nu, most, tolerance);
            case RuleSpec.CenteredClipping(Double radius, int steps) -> centred(x, reference, radius, steps);
            case RuleSpec.NearestNeighborMixing(int f, RuleSpec then) -> nearest(x, f, then);
            case RuleSpec.FlTrust() -> trust(x, reference);
        };
    }

    private interface OfColumn {
        double of(double[] sorted);
    }

    private static double[] columns(double[][] x, OfColumn reducer) {
        double[] result = new double[x[0].length];
        for (int c = 0; c < result.length; c++) {
            int at = c;
            result[c] = reducer.of(Arrays.stream(x).mapToDouble(row -> row[at]).sorted().toArray());
        }
        return result;
    }

    static double median(double[] sorted) {
        int n = sorted.length;
        return n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
    }

    private static double trimmed(double[] sorted, double trim) {
        int cut = new BigDecimal(Double.toString(trim)).multiply(new BigDecimal(sorted.length))
                .setScale(0, RoundingMode.FLOOR).intValueExact();
        return Arrays.stream(sorted, cut, sorted.length - cut).average().orElseThrow();
    }

    static double[] mean(double[][] x, double[] w) {
        double[] sum = new double[x[0].length];
        for (int i = 0; i < x.length; i++) {
            for (int c = 0; c < sum.length; c++) {
                sum[c] += w[i] * x[i][c];
            }
        }
        double total = Arrays.stream(w).sum();
        return Arrays.stream(sum).map(value -> value / total).toArray();
    }

    private static double[] times(double factor, double[] v) {
        return Arrays.stream(v).map(value -> factor * value).toArray();
    }

    private static double[] minus(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(c -> a[c] - b[c]).toArray();
    }

    private static double[] plus(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(c -> a[c] + b[c]).toArray();
    }

    static double dot(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(c -> a[c] * b[c]).sum();
    }

    private static double norm(double[] a) {
        return Math.sqrt(dot(a, a));
    }

    private static double squared(double[] a, double[] b) {
        double[] difference = minus(a, b);
        return dot(difference, difference);
    }

    private static double[] ones(int n) {
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static double[] clipped(double[][] x, double[] w, @Nullable Double most) {
        double c = most != null ? most : median(Arrays.stream(x).mapToDouble(SlowRules::norm).sorted().toArray());
        double[][] scaled = Arrays.stream(x).map(row -> norm(row) == 0 ? row : times(Math.min(1, c / norm(row)), row))
                .toArray(double[][]::new);
        return mean(scaled, w);
    }

    static double score(double[][] x, List<Integer> among, int i, int neighbours) {
        return among.stream().filter(j -> j != i).mapToDouble(j -> squared(x[i], x[j])).sorted().limit(neighbours)
                .sum();
    }

    private static List<Integer> krum(double[][] x, int f, int m) {
        List<Integer> all = IntStream.range(0, x.length).boxed().toList();
        return all.stream().sorted(Comparator.comparingDouble((Integer i) -> score(x, all, i, x.length - f - 2)))
                .limit(m).toList();
    }

    private static double[] multiKrum(double[][] x, double[] w, int f, int m) {
        List<Integer> chosen = krum(x, f, m);
        return mean(chosen.stream().map(i -> x[i]).toArray(double[][]::new),
                chosen.stream().mapToDouble(i -> w[i]).toArray());
    }

    private static double[] bulyan(double[][] x, int f) {
        return columns(selected(x, f), sorted -> around(sorted, sorted.length - 2 * f));
    }

    /** The rows that Bulyan selects, one after the other; shape [n - 2f][columns]. */
    static double[][] selected(double[][] x, int f) {
        List<Integer> left = new ArrayList<>(IntStream.range(0, x.length).boxed().toList());
        List<double[]> selected = new ArrayList<>();
        while (selected.size() < x.length - 2 * f) {
            int neighbours = Math.max(1, left.size() - f - 2);
            Integer best = left.stream()
                    .min(Comparator.comparingDouble((Integer i) -> score(x, left, i, neighbours))).orElseThrow();
            selected.add(x[best]);
            left.removeIf(best::equals);
        }
        return selected.toArray(double[][]::new);
    }

    private static double around(double[] sorted, int keep) {
        double middle = sorted[(sorted.length - 1) / 2];
        return Arrays.stream(sorted).boxed().sorted(Comparator.comparingDouble((Double v) -> Math.abs(v - middle)))
                .limit(keep).mapToDouble(v -> v).average().orElseThrow();
    }

    private static double[] weiszfeld(double[][] x, double[] w, double nu, int most, double tolerance) {
        double total = Arrays.stream(w).sum();
        double[] alpha = times(1 / total, w);
        double[] z = mean(x, alpha);
        double objective = objective(x, alpha, z);
        for (int t = 0; t < most; t++) {
            double[] at = z;
            double[] beta = IntStream.range(0, x.length)
                    .mapToDouble(i -> alpha[i] / Math.max(nu, Math.sqrt(squared(at, x[i])))).toArray();
            z = mean(x, beta);
            double now = objective(x, alpha, z);
            if (Math.abs(objective - now) <= tolerance * now) {
                break;
            }
            objective = now;
        }
        return z;
    }

    private static double objective(double[][] x, double[] alpha, double[] z) {
        return IntStream.range(0, x.length).mapToDouble(i -> alpha[i] * Math.sqrt(squared(z, x[i]))).sum();
    }

    private static double[] centred(double[][] x, double[] reference, @Nullable Double radius, int steps) {
        double[] v = reference;
        double tau = radius != null ? radius : median(Arrays.stream(x)
                .mapToDouble(row -> norm(minus(row, reference))).sorted().toArray());
        for (int l = 0; l < steps; l++) {
            double[] sum = new double[v.length];
            for (double[] row : x) {
                double[] away = minus(row, v);
                double length = norm(away);
                sum = plus(sum, length <= tau ? away : times(tau / length, away));
            }
            v = plus(v, times(1.0 / x.length, sum));
        }
        return v;
    }

    private static double[] nearest(double[][] x, int f, RuleSpec then) {
        return apply(then, mixed(x, f), ones(x.length), new double[x[0].length]);
    }

    static double[][] mixed(double[][] x, int f) {
        double[][] mixed = new double[x.length][];
        for (int i = 0; i < x.length; i++) {
            double[] row = x[i];
            double[][] near = IntStream.range(0, x.length).boxed()
                    .sorted(Comparator.comparingDouble((Integer k) -> squared(row, x[k]))).limit(x.length - f).sorted()
                    .map(k -> x[k]).toArray(double[][]::new);
            mixed[i] = mean(near, ones(near.length));
        }
        return mixed;
    }

    private static double[] trust(double[][] x, double[] own) {
        double[] sum = new double[own.length];
        double trust = 0;
        for (double[] row : x) {
            if (norm(row) > 0 && norm(own) > 0) {
                double score = Math.max(0, dot(row, own) / (norm(row) * norm(own)));
                sum = plus(sum, times(score * norm(own) / norm(row), row));
                trust += score;
            }
        }
        return trust == 0 ? sum : times(1 / trust, sum);
    }
}
