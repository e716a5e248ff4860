package io.tributary.aggregation.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.aggregation.gram.Gram;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AffineTest {
    private static final int ROWS = 4;

    /** Products of points of a line, and where they are. */
    private static Gram gram(double[] at) {
        double[][] products = new double[ROWS][ROWS];
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < ROWS; j++) {
                products[i][j] = at[i] * at[j];
            }
        }
        return new Gram(products);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void distancesAreRightHoweverNearARowThePointIs(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 1000; i++) {
            double[] at = random.doubles(ROWS, -1, 1).toArray();
            double[] c = random.doubles(ROWS).map(value -> Math.scalb(value, -random.nextInt(60))).toArray();
            c[0] = 1 - c[1] - c[2] - c[3];
            double z = c[0] * at[0] + c[1] * at[1] + c[2] * at[2] + c[3] * at[3];
            double[] distances = new Affine(gram(at)).distances(c);
            for (int row = 0; row < ROWS; row++) {
                assertEquals(Math.abs(z - at[row]), distances[row], 1e-7, "draw " + i + ", row " + row);
            }
        }
    }
}
