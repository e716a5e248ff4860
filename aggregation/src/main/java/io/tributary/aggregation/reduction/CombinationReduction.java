package io.tributary.aggregation.reduction;

import io.tributary.aggregation.AggregationException;
import io.tributary.aggregation.sum.FixedPoint;
import java.util.Arrays;

/**
 * A linear combination of rows with real coefficients, as an exact integer sum (I3): each coefficient is rounded to 24 significant
 * bits, so that its product with a float32 is exact in a double, and the products enter the sum in a fixed point as fine as the
 * largest possible sum allows.
 */
final class CombinationReduction implements Reduction {
    private static final int DROPPED_BITS = 53 - 24;

    /** What a norm may be too small by, since it was summed with rounding. */
    private static final double SLACK = 1 + 1e-6;

    private final double[] factors;
    private final double[] bounds;
    private final double divisor;
    private final CheckedSum sum;

    /**
     * Fixes the point.
     *
     * @param updates number of rows that are updates
     * @param bound on their values
     */
    CombinationReduction(Mix.Combination mix, int updates, double bound, int size) {
        this.factors = new double[mix.coefficients().length];
        this.bounds = new double[factors.length];
        double largest = 0;
        for (int i = 0; i < factors.length; i++) {
            factors[i] = mix.norms()[i] == 0 ? 0 : rounded(mix.coefficients()[i]);
            bounds[i] = Math.min(i < updates ? bound : Float.MAX_VALUE, mix.norms()[i] * SLACK);
            largest += Math.abs(factors[i]) * bounds[i];
        }
        double scale = ExactScale.factor(largest);
        for (int i = 0; i < factors.length; i++) {
            factors[i] *= scale;
        }
        this.divisor = mix.divisor() * scale;
        this.sum = new CheckedSum(size);
    }

    /** The mean of the members' means, which counts each row as often as it is a member. */
    static CombinationReduction meanOf(int[][] members, int rows, FixedPoint point, int size) {
        double[] counts = new double[rows];
        double total = 0;
        for (int[] of : members) {
            for (int row : of) {
                counts[row]++;
            }
            total += of.length;
        }
        double[] unknown = new double[rows];
        Arrays.fill(unknown, Double.POSITIVE_INFINITY);
        return new CombinationReduction(new Mix.Combination(counts, total, unknown), rows, point.bound(), size);
    }

    private static double rounded(double coefficient) {
        long half = 1L << (DROPPED_BITS - 1);
        return Double.longBitsToDouble((Double.doubleToRawLongBits(coefficient) + half) & (-1L << DROPPED_BITS));
    }

    @Override
    public void reduce(Rows source, int length, float[] into) throws AggregationException {
        sum.clear();
        for (int row = 0; row < factors.length; row++) {
            if (factors[row] != 0) {
                sum.add(source, row, factors[row], bounds[row], length);
            }
        }
        sum.divideAndClear(source, divisor, into, length);
    }
}
