package io.tributary.aggregation.gram;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class GramTest {
    /** Of the rows (3, 4), (0, 2) and (1, 0). */
    private static final Gram GRAM = new Gram(new double[][] {{25, 8, 3}, {8, 4, 0}, {3, 0, 1}});

    @Test
    void normsAndDistancesFollowFromTheProducts() {
        assertArrayEquals(new double[] {5, 2, 1}, GRAM.norms());
        assertArrayEquals(new double[][] {{0, 13, 20}, {13, 0, 5}, {20, 5, 0}}, GRAM.squaredDistances());
    }

    @Test
    void aDistanceThatRoundingMakesNegativeIsNone() {
        double more = Math.nextUp(1.0);
        assertEquals(0, new Gram(new double[][] {{1, more}, {more, 1}}).squaredDistance(0, 1));
    }

    @Test
    void theProductsOfMeansAreTheMeansOfProducts() {
        // (3, 6) / 2 and (1, 2) / 2
        Gram means = GRAM.averaged(new int[][] {{0, 1}, {1, 2}});
        assertArrayEquals(new double[] {45 / 4.0, 15 / 4.0, 5 / 4.0},
                new double[] {means.at(0, 0), means.at(1, 0), means.at(1, 1)});
    }
}
