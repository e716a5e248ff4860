package io.tributary.aggregation.rule;

import io.tributary.aggregation.gram.Gram;
import io.tributary.aggregation.reduction.Mix;
import io.tributary.protocol.plugin.PlugInSpec;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/**
 * What every {@link RulePlugIn} must keep, for its author's tests: the same matrix of updates gives the same mix, bit for bit, in another
 * instance and on another thread (I3), the mix is of the rows that there are, and what it was given is not altered. It tries updates that
 * are drawn, all zero, all the same, and of very different lengths. It finds much, and proves nothing.
 */
public final class RuleContract {
    private static final int COLUMNS = 33;
    private static final long SEED = 20260101;

    private RuleContract() {}

    /**
     * Tries a rule.
     *
     * @throws AssertionError that says what it does not keep
     */
    public static void check(RulePlugIn plugIn, PlugInSpec settings) {
        int least = plugIn.leastUpdates(settings);
        require(least >= 1, "leastUpdates must be at least 1, not " + least);
        require(plugIn.mixing(settings).leastRows() <= least,
                "leastUpdates is " + least + ", but the mixing needs " + plugIn.mixing(settings).leastRows());
        for (int updates : new int[] {least, least + 1, least + 8}) {
            for (double[][] rows : matrices(updates + 1)) {
                check(plugIn, settings, updates, rows);
            }
        }
    }

    private static void check(RulePlugIn plugIn, PlugInSpec settings, int updates, double[][] rows) {
        int count = updates + (plugIn.mixing(settings).hasReference() ? 1 : 0);
        Gram gram = gram(Arrays.copyOf(rows, count));
        int[] weights = new int[updates];
        for (int i = 0; i < updates; i++) {
            weights[i] = 1 + i % 5;
        }
        Mix first = mix(plugIn.mixing(settings), gram, weights.clone());
        Mix again = mix(plugIn.mixing(settings), gram, weights.clone());
        Mix elsewhere =
                CompletableFuture.supplyAsync(() -> mix(plugIn.mixing(settings), gram, weights.clone())).join();
        require(same(first, again) && same(first, elsewhere), "the same " + updates
                + " updates gave another mix in another instance or on another thread");
        requireSound(first, updates, count);
    }

    private static Mix mix(Mixing mixing, Gram gram, int[] weights) {
        int[] given = weights.clone();
        Mix mix = switch (mixing) {
            case Mixing.Identity() -> Mix.Selection.all(weights.length);
            case LengthMixing of -> of.mix(gram.lengths(), weights);
            case GramMixing of -> of.mix(gram, weights);
        };
        require(Arrays.equals(given, weights), "the weights were altered");
        return mix;
    }

    private static void requireSound(Mix mix, int updates, int count) {
        switch (mix) {
            case Mix.Selection(int[] rows) -> requireRows(rows, updates);
            case Mix.Averages(int[][] members) -> {
                require(members.length > 0, "there are no averages");
                Arrays.stream(members).forEach(rows -> requireRows(rows, updates));
            }
            case Mix.Combination(double[] coefficients, double divisor, double[] norms) -> {
                require(coefficients.length == count && norms.length == count,
                        "a combination of " + count + " rows must have as many coefficients and norms, not "
                                + coefficients.length + " and " + norms.length);
                require(Arrays.stream(coefficients).allMatch(Double::isFinite),
                        "coefficients must be finite: " + Arrays.toString(coefficients));
                require(divisor > 0 && Double.isFinite(divisor), "the divisor must be above 0, not " + divisor);
            }
        }
    }

    private static void requireRows(int[] rows, int updates) {
        require(rows.length > 0, "no row is left");
        for (int i = 0; i < rows.length; i++) {
            require(rows[i] >= 0 && rows[i] < updates, "row " + rows[i] + " is none of " + updates);
            require(i == 0 || rows[i] > rows[i - 1], "rows must ascend: " + Arrays.toString(rows));
        }
    }

    private static boolean same(Mix a, Mix b) {
        return switch (a) {
            case Mix.Selection(int[] rows) ->
                    b instanceof Mix.Selection(int[] others) && Arrays.equals(rows, others);
            case Mix.Averages(int[][] members) ->
                    b instanceof Mix.Averages(int[][] others) && Arrays.deepEquals(members, others);
            case Mix.Combination(double[] coefficients, double divisor, double[] norms) ->
                    b instanceof Mix.Combination(double[] others, double by, double[] lengths)
                            && Arrays.equals(coefficients, others) && Double.compare(divisor, by) == 0
                            && Arrays.equals(norms, lengths);
        };
    }

    private static List<double[][]> matrices(int rows) {
        SplittableRandom random = new SplittableRandom(SEED);
        double[][] drawn = new double[rows][COLUMNS];
        double[][] uneven = new double[rows][COLUMNS];
        double[][] equal = new double[rows][COLUMNS];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < COLUMNS; j++) {
                drawn[i][j] = random.nextDouble(-1, 1);
                uneven[i][j] = drawn[i][j] * StrictMath.pow(10, i - rows / 2.0);
                equal[i][j] = drawn[0][j];
            }
        }
        return List.of(drawn, uneven, equal, new double[rows][COLUMNS]);
    }

    private static Gram gram(double[][] rows) {
        double[][] products = new double[rows.length][rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < rows.length; j++) {
                for (int k = 0; k < COLUMNS; k++) {
                    products[i][j] += rows[i][k] * rows[j][k];
                }
            }
        }
        return new Gram(products);
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
