package io.tributary.aggregation.reduction;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Makes the rows of Y of a band of columns from the rows of X. For one thread. */
abstract sealed class Bands {
    /** Bands of the mix's rows. */
    static Bands of(SourceRows rows, double bound, int width) {
        boolean asTheyAre = Arrays.stream(rows.members()).allMatch(members -> members.length == 1);
        return asTheyAre ? new Plain(rows) : new Averaged(rows, bound, width);
    }

    /** Fills {@code band[row][0 .. columns)} from {@code values[row][offset .. offset + columns)}. */
    abstract void fill(float[][] values, int offset, int columns, float[][] band);

    /** Rows of X as they are. */
    private static final class Plain extends Bands {
        private final SourceRows rows;

        Plain(SourceRows rows) {
            this.rows = rows;
        }

        @Override
        void fill(float[][] values, int offset, int columns, float[][] band) {
            for (int row = 0; row < band.length; row++) {
                System.arraycopy(values[rows.members()[row][0]], offset, band[row], 0, columns);
            }
        }
    }

    /**
     * Means of rows, on exact sums of integers, as doubles (I3). Where a mean leaves few rows out, they are taken from the sum of all, which is exactly the
     * same and costs less.
     */
    private static final class Averaged extends Bands {
        private final int[][] members;
        private final int[][] others;
        private final double factor;
        private final double[][] fixed;
        private final double[] total;
        private final double[] sum;

        Averaged(SourceRows rows, double bound, int width) {
            this.members = rows.members();
            this.others = Arrays.stream(members).map(of -> complement(of, rows.read().length)).toArray(int[][]::new);
            this.factor = ExactScale.factor(rows.read().length, bound);
            this.fixed = new double[rows.read().length][width];
            this.total = new double[width];
            this.sum = new double[width];
        }

        private static int[] complement(int[] members, int count) {
            boolean[] in = new boolean[count];
            for (int member : members) {
                in[member] = true;
            }
            return IntStream.range(0, count).filter(i -> !in[i]).toArray();
        }

        @Override
        void fill(float[][] values, int offset, int columns, float[][] band) {
            Arrays.fill(total, 0);
            for (int row = 0; row < fixed.length; row++) {
                enter(values[row], offset, fixed[row], columns);
                add(total, fixed[row], columns);
            }
            for (int row = 0; row < band.length; row++) {
                sum(row, columns);
                mean(sum, factor * members[row].length, band[row], columns);
            }
        }

        private void enter(float[] from, int offset, double[] into, int columns) {
            for (int i = 0; i < columns; i++) {
                into[i] = Math.rint(from[offset + i] * factor);
            }
        }

        private void sum(int row, int columns) {
            if (members[row].length <= others[row].length) {
                Arrays.fill(sum, 0);
                for (int member : members[row]) {
                    add(sum, fixed[member], columns);
                }
            } else {
                System.arraycopy(total, 0, sum, 0, columns);
                for (int other : others[row]) {
                    subtract(sum, fixed[other], columns);
                }
            }
        }

        private static void add(double[] sum, double[] values, int columns) {
            for (int i = 0; i < columns; i++) {
                sum[i] += values[i];
            }
        }

        private static void subtract(double[] sum, double[] values, int columns) {
            for (int i = 0; i < columns; i++) {
                sum[i] -= values[i];
            }
        }

        private static void mean(double[] sum, double divisor, float[] into, int columns) {
            for (int i = 0; i < columns; i++) {
                into[i] = (float) (sum[i] / divisor);
            }
        }
    }
}
