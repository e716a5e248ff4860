package io.tributary.aggregation.gram;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.aggregation.reduction.RowBlock;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LengthProductsTest {
    private static final int ROWS = 5;
    private static final int COLUMNS = 9 * RowBlock.GRAIN;
    private static final float[][] VALUES = values();

    private static float[][] values() {
        Random random = new Random(1);
        float[][] values = new float[ROWS][COLUMNS];
        for (float[] row : values) {
            for (int i = 0; i < COLUMNS; i++) {
                row[i] = (float) random.nextGaussian();
            }
        }
        return values;
    }

    private static LengthProducts products(boolean compared) {
        LengthProducts products = new LengthProducts(ROWS, compared);
        for (int row = 0; row < ROWS; row++) {
            products.add(row, VALUES[row], VALUES[ROWS - 1], COLUMNS);
        }
        return products;
    }

    /** Fewer rows than that are multiplied in the same lanes for a Gram matrix. */
    private static Gram gram() {
        GramProducts products = new GramProducts(ROWS);
        products.add(VALUES, COLUMNS);
        return products.gram();
    }

    @Test
    void theyAreThoseOfTheGramMatrixToTheLastBit() {
        Lengths lengths = products(true).lengths();
        assertArrayEquals(gram().norms(), lengths.norms());
        for (int row = 0; row < ROWS; row++) {
            assertEquals(gram().at(row, ROWS - 1), lengths.along(row), "row " + row);
        }
        assertArrayEquals(gram().norms(), products(false).lengths().norms());
        assertArrayEquals(gram().norms(), gram().lengths().norms());
    }

    @Test
    void whatWasTakenIsTheSameWhereItIsAddedAndGoneWhereItWas() {
        LengthProducts products = products(true);
        double[] taken = products.take();
        assertEquals(2 * ROWS, products.size());
        assertArrayEquals(new double[2 * ROWS], products.take());
        LengthProducts sum = new LengthProducts(ROWS, true);
        sum.add(taken);
        sum.add(taken);
        assertEquals(2 * gram().at(1, ROWS - 1), sum.lengths().along(1));
        assertEquals(Math.sqrt(2 * gram().at(2, 2)), sum.lengths().norms()[2]);
        assertEquals(ROWS, products(false).take().length);
    }

    @Test
    void nobodyAltersTheNormsOfOthers() {
        Lengths lengths = products(false).lengths();
        lengths.norms()[0] = 0;
        assertEquals(gram().norm(0), lengths.norms()[0]);
    }
}
