package io.tributary.loadtest.attack;

/** What attackers work out of the rows of honest updates, coordinate by coordinate, rows in their order. */
final class Columns {
    private Columns() {}

    /** The mean of each. */
    static double[] mean(float[][] rows) {
        double[] mean = new double[rows[0].length];
        for (float[] row : rows) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += row[i];
            }
        }
        for (int i = 0; i < mean.length; i++) {
            mean[i] /= rows.length;
        }
        return mean;
    }

    /** The standard deviation of each, over the rows as the whole population. */
    static double[] deviation(float[][] rows, double[] mean) {
        double[] deviation = new double[mean.length];
        for (float[] row : rows) {
            for (int i = 0; i < mean.length; i++) {
                double away = row[i] - mean[i];
                deviation[i] += away * away;
            }
        }
        for (int i = 0; i < mean.length; i++) {
            deviation[i] = Math.sqrt(deviation[i] / rows.length);
        }
        return deviation;
    }

    /** {@code a + factor * b}. */
    static double[] plus(double[] a, double factor, double[] b) {
        double[] sum = new double[a.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = a[i] + factor * b[i];
        }
        return sum;
    }
}
