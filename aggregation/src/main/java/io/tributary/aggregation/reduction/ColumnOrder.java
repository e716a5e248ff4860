package io.tributary.aggregation.reduction;

import java.util.Arrays;

/** Brings the columns of a band into order, as far as its reducer needs it, and reduces them. For one thread. */
abstract sealed class ColumnOrder {
    private final SortingNetwork network;

    private ColumnOrder(SortingNetwork network) {
        this.network = network;
    }

    /** For columns of {@code count} values. */
    static ColumnOrder of(Reducer.Columns reducer, int count, double bound, int width) {
        return switch (reducer) {
            case Reducer.Median() -> new Middle(count);
            case Reducer.TrimmedMean cut -> new Trimmed(cut.atEachEnd(count), count, bound, width);
            case Reducer.MeanAroundMedian(int byzantine) -> new Nearest(count, count - 2 * byzantine, bound);
        };
    }

    /** Reduces {@code band[row][0 .. columns)} to {@code into[offset .. offset + columns)}; leaves the band in any order. */
    final void reduce(float[][] band, int columns, float[] into, int offset) {
        network.sort(band, columns);
        finish(band, columns, into, offset);
    }

    abstract void finish(float[][] band, int columns, float[] into, int offset);

    /** The median. */
    private static final class Middle extends ColumnOrder {
        private final int lower;
        private final int upper;

        Middle(int count) {
            super(new SortingNetwork(count, (count - 1) / 2, count / 2 + 1));
            this.lower = (count - 1) / 2;
            this.upper = count / 2;
        }

        @Override
        void finish(float[][] band, int columns, float[] into, int offset) {
            float[] low = band[lower];
            float[] high = band[upper];
            for (int i = 0; i < columns; i++) {
                double sum = (double) low[i] + high[i];
                into[offset + i] = (float) (sum / 2);
            }
        }
    }

    /** The mean of the ranks between. */
    private static final class Trimmed extends ColumnOrder {
        private final int cut;
        private final double factor;
        private final double[] sums;

        Trimmed(int cut, int count, double bound, int width) {
            super(new SortingNetwork(count, cut, count - cut));
            this.cut = cut;
            this.factor = ExactScale.factor(count, bound);
            this.sums = new double[width];
        }

        @Override
        void finish(float[][] band, int columns, float[] into, int offset) {
            Arrays.fill(sums, 0);
            for (int row = cut; row < band.length - cut; row++) {
                add(band[row], columns);
            }
            double divisor = factor * (band.length - 2 * cut);
            for (int i = 0; i < columns; i++) {
                into[offset + i] = (float) (sums[i] / divisor);
            }
        }

        private void add(float[] row, int columns) {
            for (int i = 0; i < columns; i++) {
                sums[i] += Math.rint(row[i] * factor);
            }
        }
    }

    /** The mean of the values nearest the median: a window of ranks from which the farther end is dropped again and again. */
    private static final class Nearest extends ColumnOrder {
        private final int keep;
        private final double factor;

        Nearest(int count, int keep, double bound) {
            super(new SortingNetwork(count, 0, count));
            this.keep = keep;
            this.factor = ExactScale.factor(count, bound);
        }

        @Override
        void finish(float[][] band, int columns, float[] into, int offset) {
            for (int i = 0; i < columns; i++) {
                into[offset + i] = reduce(band, i);
            }
        }

        private float reduce(float[][] band, int column) {
            double median = value(band, (band.length - 1) / 2, column);
            int from = 0;
            int to = band.length;
            while (to - from > keep) {
                if (value(band, to - 1, column) - median >= median - value(band, from, column)) {
                    to--;
                } else {
                    from++;
                }
            }
            double sum = 0;
            for (int row = from; row < to; row++) {
                sum += Math.rint(value(band, row, column) * factor);
            }
            return (float) (sum / (factor * keep));
        }

        private static double value(float[][] band, int row, int column) {
            return band[row][column];
        }
    }
}
