package io.tributary.aggregation.reduction;

import io.tributary.aggregation.sum.FixedPoint;
import java.math.BigDecimal;

/** The second half of a rule: from the rows of one chunk to one vector, coordinate by coordinate. */
public sealed interface Reducer {
    /**
     * Begins to reduce chunks; what it returns serves one thread.
     *
     * @param mix which rows are reduced
     * @param weights of the updates
     * @param point how real values become integers, and the bound on the updates' values
     * @param size values in the longest chunk
     */
    Reduction start(Mix mix, int[] weights, FixedPoint point, int size);

    /**
     * The exact mean, weighted by numbers of examples (McMahan et al. 2017, "Communication-Efficient Learning of Deep Networks",
     * algorithm 1). A row that is itself a mean counts once.
     */
    record WeightedMean() implements Reducer {
        @Override
        public Reduction start(Mix mix, int[] weights, FixedPoint point, int size) {
            return switch (mix) {
                case Mix.Selection(int[] rows) -> new MeanReduction(rows, weights, point, size);
                case Mix.Averages(int[][] members) ->
                        CombinationReduction.meanOf(members, weights.length, point, size);
                case Mix.Combination combination ->
                        new CombinationReduction(combination, weights.length, point.bound(), size);
            };
        }
    }

    /** A reducer that needs all values of a coordinate, in order. Weights do not count. */
    sealed interface Columns extends Reducer {
        @Override
        default Reduction start(Mix mix, int[] weights, FixedPoint point, int size) {
            return new ColumnReduction(SourceRows.of(mix), this, point.bound(), size);
        }
    }

    /**
     * The middle value, or half the sum of the two in the middle (Yin et al. 2018, "Byzantine-Robust Distributed Learning",
     * definition 1).
     */
    record Median() implements Columns {}

    /**
     * The exact mean of what is left without the {@code floor(trim * n)} smallest and largest values (Yin et al. 2018, definition 2).
     *
     * @param trim at least 0 and below 0.5
     */
    record TrimmedMean(double trim) implements Columns {
        /** How many of {@code count} values fall away at each end; the decimal fraction is meant, not the double nearest it. */
        int atEachEnd(int count) {
            return BigDecimal.valueOf(trim).multiply(BigDecimal.valueOf(count)).intValue();
        }
    }

    /**
     * The exact mean of the {@code n - 2 f} of n values that are nearest their median (El Mhamdi et al. 2018, "The Hidden
     * Vulnerability of Distributed Learning in Byzantium", section 4). Where n is even the lower of the two middle values is the
     * median; of two values as far from it, the lower counts as nearer.
     *
     * @param byzantine f, with n > 2 f
     */
    record MeanAroundMedian(int byzantine) implements Columns {}
}
