package io.tributary.aggregation.rule;

import io.tributary.aggregation.gram.Gram;
import io.tributary.aggregation.reduction.Mix;

/** The first row. */
record FirstRow() implements GramMixing {
    @Override
    public int leastRows() {
        return 1;
    }

    @Override
    public Mix mix(Gram gram, int[] weights) {
        return new Mix.Selection(new int[]{0});
    }
}
