package io.tributary.aggregation.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.aggregation.reduction.Mix;
import io.tributary.aggregation.reduction.Reduction;
import io.tributary.aggregation.reduction.RowBlock;
import io.tributary.aggregation.reduction.Rows;
import io.tributary.aggregation.sum.FixedPoint;
import io.tributary.aggregation.sum.Slice;
import io.tributary.protocol.parameters.Chunking;
import io.tributary.protocol.plan.RuleSpec;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** More rows than fit a block whole: chunks are read in several parts, and nothing else is different. */
class ManyRowsTest {
    private static final int ROWS = 700;
    private static final int SIZE = Chunking.CHUNK_VALUES - 777;

    /** Follows from row and column alone: row r of column c is rank (r + c) modulo the rows, in steps of 1 / 1024, above the column's own. */
    private static float value(int row, int column) {
        return (row + column) % ROWS / 1024f + base(column);
    }

    /** No two parts of a chunk begin with the same. */
    private static int base(int column) {
        return column % 997;
    }

    private static Rows counted(AtomicInteger reads) {
        return new Rows() {
            @Override
            public Slice slice(int row, float[] scratch) {
                reads.incrementAndGet();
                for (int column = 0; column < SIZE; column++) {
                    scratch[column] = value(row, column);
                }
                return new Slice(scratch, 0);
            }

            @Override
            public float check(int row, Slice values, double bound) {
                return 997;
            }
        };
    }

    @Test
    void aBlockHoldsAllRowsOfAsManyColumnsAsItMay() {
        assertEquals(Chunking.CHUNK_VALUES, new RowBlock(new int[256], 1, Chunking.CHUNK_VALUES).columns());
        int columns = new RowBlock(new int[ROWS], 1, Chunking.CHUNK_VALUES).columns();
        assertTrue(columns * ROWS <= RowBlock.VALUES && (columns + RowBlock.GRAIN) * ROWS > RowBlock.VALUES);
    }

    @Test
    void theMedianOfEveryColumnIsRightAndEachRowIsReadOnceAPart() throws Exception {
        AtomicInteger reads = new AtomicInteger();
        Rule rule = Rules.of(new RuleSpec.Median());
        Reduction reduction = rule.start(Mix.Selection.all(ROWS), new int[ROWS], new FixedPoint(20, 1000), SIZE);
        float[] into = new float[SIZE];
        reduction.reduce(counted(reads), SIZE, into);
        for (int column = 0; column < SIZE; column++) {
            // The ranks 0 to 699 in every column: half of 349 and 350.
            assertEquals(349.5f / 1024 + base(column), into[column], "column " + column);
        }
        int part = RowBlock.VALUES / ROWS / RowBlock.GRAIN * RowBlock.GRAIN;
        assertEquals(ROWS * ((SIZE - 1) / part + 1), reads.get());
    }
}
