package io.tributary.aggregation.rule;

import java.util.Arrays;

/**
 * Inner products of rows in doubles, always added in the same order (I3): a product goes to the lane of its column modulo
 * {@value #LANES}, four products at a time, lanes are folded in four interleaved sums at the end of each strip of columns, and strips
 * are added in their order. Products of two float32 are exact. Strips of a few rows stay in the cache while each pair of them is
 * multiplied. For one thread.
 */
public final class GramProducts {
    private static final int LANES = 128;
    private static final int STEP = 4 * LANES;
    private static final int STRIP = 8192;
    private static final int TILE = 16;

    private final double[][] lanes = new double[4][LANES];
    private final double[] sums;
    private final int rows;

    /** For so many rows. */
    public GramProducts(int rows) {
        this.rows = rows;
        this.sums = new double[size(rows)];
    }

    /** Number of pairs of rows, a row with itself among them. */
    public static int size(int rows) {
        return Math.toIntExact((long) rows * (rows + 1) / 2);
    }

    /** Adds the products over the first {@code columns} values, a multiple of {@link RowBlock#GRAIN}. */
    public void add(float[][] values, int columns) {
        for (int from = 0; from < columns; from += STRIP) {
            int to = Math.min(columns, from + STRIP);
            for (int i = 0; i < rows; i += TILE) {
                for (int j = i; j < rows; j += TILE) {
                    addTile(values, i, j, from, to);
                }
            }
        }
    }

    /** The sums so far, row by row of the upper triangle; then begins anew. */
    public double[] take() {
        double[] taken = sums.clone();
        Arrays.fill(sums, 0);
        return taken;
    }

    /** Adds what {@link #take} gave elsewhere. */
    public void add(double[] others) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += others[i];
        }
    }

    /** The whole symmetric matrix of the sums so far. */
    public Gram gram() {
        double[][] products = new double[rows][rows];
        int next = 0;
        for (int i = 0; i < rows; i++) {
            for (int j = i; j < rows; j++, next++) {
                products[i][j] = sums[next];
                products[j][i] = sums[next];
            }
        }
        return new Gram(products);
    }

    private void addTile(float[][] values, int fromRow, int fromOther, int from, int to) {
        int last = Math.min(fromOther + TILE, rows) - 1;
        for (int i = fromRow; i < Math.min(fromRow + TILE, rows); i++) {
            for (int j = Math.max(i, fromOther); j <= last; j += 4) {
                multiply(values[i], values[j], values[Math.min(j + 1, last)], values[Math.min(j + 2, last)],
                        values[Math.min(j + 3, last)], from, to);
                int first = (int) ((long) i * (2L * rows - i - 1) / 2);
                for (int k = 0; k < 4 && j + k <= last; k++) {
                    sums[first + j + k] += fold(lanes[k]);
                }
            }
        }
    }

    private void multiply(float[] row, float[] other0, float[] other1, float[] other2, float[] other3, int from,
            int to) {
        for (double[] lane : lanes) {
            Arrays.fill(lane, 0);
        }
        for (int column = from; column < to; column += STEP) {
            step(row, other0, lanes[0], other1, lanes[1], column);
            step(row, other2, lanes[2], other3, lanes[3], column);
        }
    }

    private static void step(float[] row, float[] other0, double[] lanes0, float[] other1, double[] lanes1, int at) {
        for (int i = 0; i < LANES; i++) {
            double a = row[at + i];
            double b = row[at + LANES + i];
            double c = row[at + 2 * LANES + i];
            double d = row[at + 3 * LANES + i];
            lanes0[i] += a * other0[at + i] + b * other0[at + LANES + i]
                    + (c * other0[at + 2 * LANES + i] + d * other0[at + 3 * LANES + i]);
            lanes1[i] += a * other1[at + i] + b * other1[at + LANES + i]
                    + (c * other1[at + 2 * LANES + i] + d * other1[at + 3 * LANES + i]);
        }
    }

    private static double fold(double[] lanes) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        for (int i = 0; i < LANES; i += 4) {
            sum0 += lanes[i];
            sum1 += lanes[i + 1];
            sum2 += lanes[i + 2];
            sum3 += lanes[i + 3];
        }
        return sum0 + sum1 + (sum2 + sum3);
    }
}
