package io.tributary.loadtest.attack;

/**
 * Gaussian noise in place of an update (Blanchard et al. 2017, "Machine Learning with Adversaries", section 5), drawn anew for every
 * attacker. Its standard deviation is a multiple of the root mean square of the honest updates' values, so that one number suits all
 * networks; the paper's is 200, beyond any bound.
 *
 * @param factor of the root mean square, above 0
 */
public record Noise(double factor) implements Attack {
    @Override
    public float[][] forge(Knowledge known) {
        double deviation = factor * rootMeanSquare(known.honest());
        float[][] rows = new float[known.own().length][known.own()[0].length];
        for (float[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                row[i] = (float) (deviation * known.draws().normal());
            }
        }
        return rows;
    }

    private static double rootMeanSquare(float[][] rows) {
        double sum = 0;
        for (float[] row : rows) {
            for (float value : row) {
                sum += (double) value * value;
            }
        }
        return Math.sqrt(sum / rows.length / rows[0].length);
    }
}
