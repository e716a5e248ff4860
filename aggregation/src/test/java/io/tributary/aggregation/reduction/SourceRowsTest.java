package io.tributary.aggregation.reduction;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class SourceRowsTest {
    @Test
    void aRowInManyMeansIsReadOnce() {
        SourceRows rows = SourceRows.of(new Mix.Averages(new int[][] {{2, 7}, {0, 7}, {2, 7}}));
        assertEquals(3, rows.count());
        assertArrayEquals(new int[] {0, 2, 7}, rows.read());
        assertArrayEquals(new int[][] {{1, 2}, {0, 2}, {1, 2}}, rows.members());
    }

    @Test
    void rowsThatAreNotSelectedAreNotRead() {
        SourceRows rows = SourceRows.of(new Mix.Selection(new int[] {1, 4}));
        assertArrayEquals(new int[] {1, 4}, rows.read());
        assertArrayEquals(new int[][] {{0}, {1}}, rows.members());
    }

    @Test
    void oneRowOfRealCoefficientsHasNoColumns() {
        Mix one = new Mix.Combination(new double[] {1}, 1, new double[] {1});
        assertThrows(IllegalArgumentException.class, () -> SourceRows.of(one));
    }
}
