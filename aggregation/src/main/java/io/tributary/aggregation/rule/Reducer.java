package io.tributary.aggregation.rule;

import io.tributary.aggregation.sum.FixedPoint;

/** The second half of a rule: from the rows of one chunk to one vector, coordinate by coordinate. */
public sealed interface Reducer {
    /** Fewest rows for which it is defined, at least 1. */
    int leastRows();

    /**
     * Begins to reduce chunks of {@code size} values; what it returns serves one thread, chunk after chunk.
     *
     * @param point how real values become integers
     */
    Reduction start(FixedPoint point, int size);

    /** The exact mean, weighted by numbers of examples (McMahan et al. 2017, FedAvg). */
    record WeightedMean() implements Reducer {
        @Override
        public int leastRows() {
            return 1;
        }

        @Override
        public Reduction start(FixedPoint point, int size) {
            return new WeightedMeanReduction(point, size);
        }
    }
}
