package io.tributary.aggregation.reduction;

import io.tributary.aggregation.AggregationException;
import io.tributary.aggregation.sum.FixedPoint;

/** The mean of some rows, weighted by numbers of examples, on exact sums in the plan's fixed point (I3). */
final class MeanReduction implements Reduction {
    private final int[] rows;
    private final int[] weights;
    private final FixedPoint point;
    private final CheckedSum sum;
    private final double divisor;

    MeanReduction(int[] rows, int[] weights, FixedPoint point, int size) {
        this.rows = rows;
        this.weights = weights;
        this.point = point;
        this.sum = new CheckedSum(size);
        long total = 0;
        for (int row : rows) {
            total += weights[row];
        }
        this.divisor = Math.scalb((double) total, point.scaleBits());
    }

    @Override
    public void reduce(Rows source, int length, float[] into) throws AggregationException {
        sum.clear();
        for (int row : rows) {
            sum.add(source, row, point.factor(weights[row]), point.bound(), length);
        }
        sum.divideAndClear(source, divisor, into, length);
    }
}
