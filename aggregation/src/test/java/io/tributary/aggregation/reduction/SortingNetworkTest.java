package io.tributary.aggregation.reduction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.aggregation.sum.Draws;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("seeded")
class SortingNetworkTest {
    static LongStream seeds() {
        return Draws.seeds();
    }

    /** What sorts every column of zeros and ones sorts every column (Knuth, volume 3, theorem 5.3.4Z). */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13})
    void everyColumnOfZerosAndOnesIsSorted(int rows) {
        int columns = 1 << rows;
        for (int rank = 0; rank < rows; rank++) {
            float[][] values = new float[rows][columns];
            for (int column = 0; column < columns; column++) {
                for (int row = 0; row < rows; row++) {
                    values[row][column] = column >> row & 1;
                }
            }
            new SortingNetwork(rows, rank, rank + 1).sort(values, columns);
            for (int column = 0; column < columns; column++) {
                assertEquals(rank < rows - Integer.bitCount(column) ? 0 : 1, values[rank][column], "rank " + rank);
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void manyRowsAreSortedAsTheLibrarySorts(long seed) {
        Random random = new Random(seed);
        int rows = 14 + random.nextInt(300);
        float[][] values = new float[rows][7];
        for (float[] row : values) {
            for (int i = 0; i < row.length; i++) {
                row[i] = random.nextInt(4) == 0 ? (random.nextBoolean() ? 0f : -0f) : random.nextInt(40) - 20;
            }
        }
        float[][] expected = IntStream.range(0, 7).mapToObj(column -> sorted(values, column)).toArray(float[][]::new);
        int from = random.nextInt(rows);
        int to = from + 1 + random.nextInt(rows - from);
        new SortingNetwork(rows, from, to).sort(values, 7);
        for (int rank = from; rank < to; rank++) {
            for (int column = 0; column < 7; column++) {
                assertEquals(expected[column][rank], values[rank][column], rank + " of " + rows);
            }
        }
    }

    private static float[] sorted(float[][] values, int column) {
        float[] sorted = new float[values.length];
        for (int row = 0; row < values.length; row++) {
            sorted[row] = values[row][column];
        }
        Arrays.sort(sorted);
        return sorted;
    }

    @Test
    void whatNoWantedRankDependsOnIsLeftOut() {
        // Batcher's network of 8 has 19 comparators; the smallest of 8 needs 7.
        assertEquals(19, new SortingNetwork(8, 0, 8).size());
        assertEquals(7, new SortingNetwork(8, 0, 1).size());
        assertTrue(new SortingNetwork(100, 49, 51).size() < new SortingNetwork(100, 0, 100).size());
    }

    @Test
    void columnsBeyondTheLastAreLeftAlone() {
        float[][] values = {{2, 2}, {1, 1}};
        new SortingNetwork(2, 0, 2).sort(values, 1);
        assertEquals(1, values[0][0]);
        assertEquals(2, values[0][1]);
    }
}
