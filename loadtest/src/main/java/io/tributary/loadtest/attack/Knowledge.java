package io.tributary.loadtest.attack;

import io.tributary.experiments.partition.Draws;

/**
 * What attackers know in a round.
 *
 * @param honest the updates of all others, at least one; rows, none of which may be changed
 * @param own what the attackers would send if they were honest, at least one; likewise
 * @param draws where they draw from
 */
public record Knowledge(float[][] honest, float[][] own, Draws draws) {
    /** n: updates in the round. */
    int updates() {
        return honest.length + own.length;
    }

    /** The same row for every attacker. */
    float[][] everyone(double[] row) {
        float[] rounded = new float[row.length];
        for (int i = 0; i < row.length; i++) {
            rounded[i] = (float) row[i];
        }
        float[][] rows = new float[own.length][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = rounded.clone();
        }
        return rows;
    }
}
