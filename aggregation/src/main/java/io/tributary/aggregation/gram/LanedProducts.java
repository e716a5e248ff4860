package io.tributary.aggregation.gram;

import java.util.Arrays;

/**
 * One pair of rows after the other: a product goes to the lane of its column modulo {@value #LANES}, two at a time; the lanes are
 * folded in four interleaved sums at the end of each strip of columns, and strips are added in their order. For few rows, whose strips
 * stay in the cache together.
 */
final class LanedProducts implements PairProducts {
    private static final int LANES = 128;
    private static final int STRIP = 4096;

    private final double[] lanes = new double[LANES];
    private final double[][] sums;

    LanedProducts(int rows) {
        this.sums = new double[rows][rows];
    }

    @Override
    public void add(float[][] values, int columns) {
        for (int from = 0; from < columns; from += STRIP) {
            int to = Math.min(columns, from + STRIP);
            for (int i = 0; i < sums.length; i++) {
                for (int j = i; j < sums.length; j++) {
                    sums[i][j] += product(values[i], values[j], from, to);
                }
            }
        }
    }

    @Override
    public double[][] sums() {
        return sums;
    }

    private double product(float[] row, float[] other, int from, int to) {
        Arrays.fill(lanes, 0);
        for (int column = from; column < to; column += 2 * LANES) {
            multiply(row, other, lanes, column);
        }
        return fold();
    }

    private static void multiply(float[] row, float[] other, double[] lanes, int at) {
        for (int i = 0; i < LANES; i++) {
            lanes[i] += (double) row[at + i] * other[at + i] + (double) row[at + LANES + i] * other[at + LANES + i];
        }
    }

    private double fold() {
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
