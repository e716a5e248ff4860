package io.tributary.aggregation.gram;

/**
 * One row with all others at once: of a few columns, transposed, a row's values multiply all values of the same column; four columns
 * are added up together, and that sum to the sum so far. For many rows.
 */
final class TransposedProducts implements PairProducts {
    private static final int COLUMNS = 32;

    private final double[][] columns;
    private final double[][] sums;

    TransposedProducts(int rows) {
        this.columns = new double[COLUMNS][rows];
        this.sums = new double[rows][rows];
    }

    @Override
    public void add(float[][] values, int count) {
        for (int from = 0; from < count; from += COLUMNS) {
            transpose(values, from);
            for (int row = 0; row < sums.length; row++) {
                for (int column = 0; column < COLUMNS; column += 4) {
                    multiply(row, sums[row], columns[column], columns[column + 1], columns[column + 2],
                            columns[column + 3]);
                }
            }
        }
    }

    @Override
    public double[][] sums() {
        return sums;
    }

    private void transpose(float[][] values, int from) {
        for (int row = 0; row < sums.length; row++) {
            float[] of = values[row];
            for (int column = 0; column < COLUMNS; column++) {
                columns[column][row] = of[from + column];
            }
        }
    }

    private static void multiply(int row, double[] sums, double[] column0, double[] column1, double[] column2,
            double[] column3) {
        double value0 = column0[row];
        double value1 = column1[row];
        double value2 = column2[row];
        double value3 = column3[row];
        for (int other = row; other < sums.length; other++) {
            sums[other] += value0 * column0[other] + value1 * column1[other]
                    + (value2 * column2[other] + value3 * column3[other]);
        }
    }
}
