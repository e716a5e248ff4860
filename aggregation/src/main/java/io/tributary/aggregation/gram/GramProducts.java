package io.tributary.aggregation.gram;

import io.tributary.aggregation.reduction.RowBlock;

/**
 * Inner products of rows in doubles, always added in the same order, which depends on the number of rows alone (I3). Products of two
 * float32 are exact. For one thread.
 */
public final class GramProducts {
    /** From so many rows on, a row's products with all others fill vector registers. */
    private static final int MANY = 24;

    private final PairProducts pairs;
    private final int rows;

    /** For so many rows. */
    public GramProducts(int rows) {
        this.rows = rows;
        this.pairs = rows < MANY ? new LanedProducts(rows) : new TransposedProducts(rows);
    }

    /** Number of pairs of rows, a row with itself among them. */
    public static int size(int rows) {
        return Math.toIntExact((long) rows * (rows + 1) / 2);
    }

    /** Adds the products over the first {@code columns} values, a multiple of {@link RowBlock#GRAIN}. */
    public void add(float[][] values, int columns) {
        pairs.add(values, columns);
    }

    /** The sums so far, row by row of the upper triangle; then begins anew. */
    public double[] take() {
        double[] taken = new double[size(rows)];
        int next = 0;
        for (int i = 0; i < rows; i++) {
            for (int j = i; j < rows; j++, next++) {
                taken[next] = pairs.sums()[i][j];
                pairs.sums()[i][j] = 0;
            }
        }
        return taken;
    }

    /** Adds what {@link #take} gave elsewhere. */
    public void add(double[] others) {
        int next = 0;
        for (int i = 0; i < rows; i++) {
            for (int j = i; j < rows; j++, next++) {
                pairs.sums()[i][j] += others[next];
            }
        }
    }

    /** The whole symmetric matrix of the sums so far. */
    public Gram gram() {
        double[][] products = new double[rows][rows];
        for (int i = 0; i < rows; i++) {
            for (int j = i; j < rows; j++) {
                products[i][j] = pairs.sums()[i][j];
                products[j][i] = products[i][j];
            }
        }
        return new Gram(products);
    }
}
