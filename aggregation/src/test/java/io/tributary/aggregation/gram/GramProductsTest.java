package io.tributary.aggregation.gram;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.aggregation.reduction.RowBlock;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GramProductsTest {
    private static final int COLUMNS = 5 * RowBlock.GRAIN;

    private static float[][] rows(int count) {
        Random random = new Random(count);
        float[][] rows = new float[count][COLUMNS];
        for (float[] row : rows) {
            for (int i = 0; i < COLUMNS; i++) {
                row[i] = (float) random.nextGaussian();
            }
        }
        return rows;
    }

    private static double product(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 23, 24, 25, 41})
    void everyPairIsMultiplied(int count) {
        float[][] rows = rows(count);
        GramProducts products = new GramProducts(count);
        products.add(rows, COLUMNS);
        Gram gram = products.gram();
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < count; j++) {
                assertEquals(product(rows[i], rows[j]), gram.at(i, j), 1e-9, i + ", " + j);
            }
        }
    }

    /** Few rows: 128 lanes, two columns at a time, folded to four sums at the end of each 4096 columns. */
    private static double inLanes(float[] a, float[] b) {
        double sum = 0;
        for (int from = 0; from < COLUMNS; from += 4096) {
            double[] lanes = new double[128];
            for (int i = from; i < Math.min(COLUMNS, from + 4096); i += 256) {
                for (int lane = 0; lane < 128; lane++) {
                    lanes[lane] += (double) a[i + lane] * b[i + lane] + (double) a[i + lane + 128] * b[i + lane + 128];
                }
            }
            double[] four = new double[4];
            for (int lane = 0; lane < 128; lane++) {
                four[lane % 4] += lanes[lane];
            }
            sum += four[0] + four[1] + (four[2] + four[3]);
        }
        return sum;
    }

    /** Many rows: four columns at a time. */
    private static double inFours(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < COLUMNS; i += 4) {
            double[] p = new double[4];
            for (int k = 0; k < 4; k++) {
                p[k] = (double) a[i + k] * b[i + k];
            }
            sum += p[0] + p[1] + (p[2] + p[3]);
        }
        return sum;
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 23, 24, 37})
    void productsAreAddedInOneOrderToTheLastBit(int count) {
        float[][] rows = rows(count);
        GramProducts products = new GramProducts(count);
        products.add(rows, COLUMNS);
        Gram gram = products.gram();
        for (int i = 0; i < count; i++) {
            for (int j = i; j < count; j++) {
                assertEquals(count < 24 ? inLanes(rows[i], rows[j]) : inFours(rows[i], rows[j]), gram.at(i, j),
                        i + ", " + j);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 30})
    void whatWasTakenIsTheSameWhereItIsAddedAndGoneWhereItWas(int count) {
        float[][] rows = rows(count);
        GramProducts products = new GramProducts(count);
        products.add(rows, COLUMNS);
        double[] taken = products.take();
        assertArrayEquals(new double[GramProducts.size(count)], products.take());
        GramProducts sum = new GramProducts(count);
        sum.add(taken);
        sum.add(taken);
        assertEquals(2 * product(rows[1], rows[3]), sum.gram().at(3, 1), 1e-9);
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 30})
    void equalRowsAreAtNoDistanceAndAtTheSameFromAllOthers(int count) {
        float[][] rows = rows(count);
        rows[4] = rows[1].clone();
        GramProducts products = new GramProducts(count);
        products.add(rows, COLUMNS);
        Gram gram = products.gram();
        assertEquals(0, gram.squaredDistance(1, 4));
        for (int i = 0; i < count; i++) {
            assertEquals(gram.squaredDistance(1, i), gram.squaredDistance(i, 4), "row " + i);
        }
        int[][] members = {{0, 2, 3}, {1, 2, 5}, {0, 2, 3}};
        Gram averaged = gram.averaged(members);
        assertEquals(0, averaged.squaredDistance(0, 2));
        assertEquals(averaged.squaredDistance(0, 1), averaged.squaredDistance(1, 2));
    }
}
