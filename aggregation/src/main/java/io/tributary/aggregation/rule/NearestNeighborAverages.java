package io.tributary.aggregation.rule;

import io.tributary.aggregation.gram.Gram;
import io.tributary.aggregation.reduction.Mix;
import java.util.Arrays;

/**
 * Nearest-neighbour mixing (Allouah et al. 2023, "Fixing by Mixing: A Recipe for Optimal Byzantine ML under Heterogeneity", AISTATS,
 * algorithm 2): each row becomes the mean of the {@code n - f} rows nearest it, itself among them; then another mixing of what
 * came of it, on the Gram matrix M G M^T. Every mixed row weighs the same.
 *
 * @param byzantine f, with n > 2 f
 * @param then what follows; it has no reference
 */
record NearestNeighborAverages(int byzantine, Mixing then) implements GramMixing {
    @Override
    public int leastRows() {
        return Math.max(2 * byzantine + 1, then.leastRows());
    }

    @Override
    public Mix mix(Gram gram, int[] weights) {
        int near = gram.size() - byzantine;
        int[][] members = Arrays.stream(gram.squaredDistances()).map(squares -> Nearness.smallest(squares, near))
                .toArray(int[][]::new);
        return switch (then) {
            case Mixing.Identity() -> new Mix.Averages(members);
            case LengthMixing next ->
                    unmixed(next.mix(gram.averaged(members).lengths(), ones(members.length)), members, gram);
            case GramMixing next -> unmixed(next.mix(gram.averaged(members), ones(members.length)), members, gram);
        };
    }

    private static int[] ones(int count) {
        int[] ones = new int[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    /** What was said of the mixed rows, said of the rows themselves. */
    private static Mix unmixed(Mix mixed, int[][] members, Gram gram) {
        return switch (mixed) {
            case Mix.Selection(int[] rows) -> new Mix.Averages(Arrays.stream(rows).mapToObj(row -> members[row])
                    .toArray(int[][]::new));
            case Mix.Combination(double[] coefficients, double divisor, double[] _) ->
                    new Mix.Combination(spread(coefficients, members), divisor, gram.norms());
            case Mix.Averages _ -> throw new IllegalStateException("mixed rows were mixed again");
        };
    }

    private static double[] spread(double[] coefficients, int[][] members) {
        double[] spread = new double[coefficients.length];
        for (int i = 0; i < members.length; i++) {
            for (int member : members[i]) {
                spread[member] += coefficients[i] / members[i].length;
            }
        }
        return spread;
    }
}
