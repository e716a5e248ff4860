package io.tributary.loadtest.attack;

import java.util.Optional;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * ALIE: all attackers send the mean minus z standard deviations of the honest values, a change that hides among them (Baruch et al. 2019,
 * "A Little Is Enough: Circumventing Defenses For Distributed Learning", NeurIPS, algorithm 3). The paper's attackers estimate mean and
 * deviation from their own data; these know the honest updates.
 *
 * @param z how many deviations; if empty, the paper's: with {@code s = floor(n / 2 + 1) - f} supporters wanted, the largest z for which
 *        {@code phi(z) < (n - f - s) / (n - f)}
 */
public record LittleIsEnough(Optional<Double> z) implements Attack {
    @Override
    public float[][] forge(Knowledge known) {
        double[] mean = Columns.mean(known.honest());
        double[] deviation = Columns.deviation(known.honest(), mean);
        return known.everyone(Columns.plus(mean, -z.orElseGet(() -> largest(known.updates(), known.own().length)),
                deviation));
    }

    /**
     * The paper's z.
     *
     * @param n updates in the round
     * @param f attackers among them, fewer than half
     * @throws IllegalArgumentException if they are half or more: they then need no supporters, and z has no bound
     */
    static double largest(int n, int f) {
        int supporters = n / 2 + 1 - f;
        if (supporters < 1) {
            throw new IllegalArgumentException("f = " + f + " of n = " + n
                    + " attackers need no supporters, so z has no bound; give z, or fewer attackers");
        }
        double share = (double) (n - f - supporters) / (n - f);
        return share > 0 ? new NormalDistribution().inverseCumulativeProbability(share) : 0;
    }
}
