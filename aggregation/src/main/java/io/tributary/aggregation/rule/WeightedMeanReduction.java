package io.tributary.aggregation.rule;

import io.tributary.aggregation.sum.BlockedSum;
import io.tributary.aggregation.sum.FixedPoint;
import io.tributary.protocol.RejectedException;

/** The weighted mean of a chunk, on exact sums (I3). */
final class WeightedMeanReduction implements Reduction {
    private final BlockedSum sum;

    WeightedMeanReduction(FixedPoint point, int size) {
        this.sum = new BlockedSum(point, size);
    }

    @Override
    public float[] row() {
        return sum.row();
    }

    @Override
    public void accept(int weight) throws RejectedException {
        sum.accept(weight);
    }

    @Override
    public void finish(float[] into) {
        sum.meanAndClear(into);
    }
}
