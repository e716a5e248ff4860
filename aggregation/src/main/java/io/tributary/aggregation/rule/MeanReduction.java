package io.tributary.aggregation.rule;

import io.tributary.aggregation.AggregationException;
import io.tributary.aggregation.sum.BlockedSum;
import io.tributary.aggregation.sum.FixedPoint;

/** The mean of some rows, weighted by numbers of examples, on exact sums in the plan's fixed point (I3). */
final class MeanReduction implements Reduction {
    private final int[] rows;
    private final int[] weights;
    private final FixedPoint point;
    private final BlockedSum sum;
    private final double divisor;

    MeanReduction(int[] rows, int[] weights, FixedPoint point, int size) {
        this.rows = rows;
        this.weights = weights;
        this.point = point;
        this.sum = new BlockedSum(size);
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
            Rows.Row read = source.read(row, point.bound(), sum.row());
            sum.accept(read.values(), point.factor(weights[row]), read.largest(), length);
        }
        sum.divideAndClear(divisor, into, length);
    }
}
