package io.tributary.loadtest.attack;

import io.tributary.experiments.partition.Draws;
import java.util.Arrays;

/** Updates for attacks to work on. */
final class Rows {
    private Rows() {}

    static Knowledge known(float[][] honest, int attackers) {
        float[][] own = new float[attackers][honest[0].length];
        for (float[] row : own) {
            Arrays.fill(row, 1);
        }
        return new Knowledge(honest, own, Draws.of(1, "rows/attackers", 0));
    }

    /** Normal values, each coordinate with a mean and a deviation of its own. */
    static float[][] random(int rows, int values, long seed) {
        Draws draws = Draws.of(seed, "rows/random", rows);
        float[][] random = new float[rows][values];
        for (int i = 0; i < values; i++) {
            double mean = draws.normal();
            double deviation = draws.unit();
            for (float[] row : random) {
                row[i] = (float) (mean + deviation * draws.normal());
            }
        }
        return random;
    }

    static double distance(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            double apart = (double) a[i] - b[i];
            sum += apart * apart;
        }
        return Math.sqrt(sum);
    }
}
