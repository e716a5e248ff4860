package io.tributary.aggregation.rule;

import io.tributary.aggregation.AggregationException;
import io.tributary.aggregation.gram.Gram;
import io.tributary.aggregation.gram.GramProducts;
import io.tributary.aggregation.gram.LengthProducts;
import io.tributary.aggregation.gram.Lengths;
import io.tributary.aggregation.reduction.Mix;
import io.tributary.aggregation.reduction.Reduction;
import io.tributary.aggregation.reduction.RowBlock;
import io.tributary.aggregation.reduction.Rows;
import io.tributary.aggregation.sum.FixedPoint;
import io.tributary.aggregation.sum.Slice;
import java.util.Arrays;
import java.util.stream.IntStream;

/** A matrix of updates in memory, of one chunk, with a vector to compare them with. */
record Matrix(float[][] updates, int[] weights, float[] reference) {
    static final FixedPoint POINT = new FixedPoint(30, 1000);

    static Matrix of(float[]... updates) {
        int[] ones = new int[updates.length];
        Arrays.fill(ones, 1);
        return new Matrix(updates, ones, new float[updates[0].length]);
    }

    Matrix weighing(int... weights) {
        return new Matrix(updates, weights, reference);
    }

    Matrix beside(float... vector) {
        return new Matrix(updates, weights, vector);
    }

    int count() {
        return updates.length;
    }

    int columns() {
        return updates[0].length;
    }

    /** The matrix as rows; the last one is the reference. Every row is copied into the scratch, checked or not. */
    private Rows rows() {
        return new Rows() {
            @Override
            public Slice slice(int row, float[] scratch) {
                float[] from = row == updates.length ? reference : updates[row];
                System.arraycopy(from, 0, scratch, 0, from.length);
                return new Slice(scratch, 0);
            }

            @Override
            public float check(int row, Slice values, double bound) {
                return largest(row, values.values(), bound);
            }
        };
    }

    private float largest(int row, float[] values, double bound) {
        float largest = 0;
        for (int i = 0; i < columns(); i++) {
            largest = Math.max(largest, Math.abs(values[i]));
            if (!(Math.abs(values[i]) <= bound) && row < updates.length) {
                throw new AssertionError("value " + values[i] + " of row " + row + " is beyond " + bound);
            }
        }
        return largest;
    }

    private Gram gram(boolean withReference) throws AggregationException {
        int rows = count() + (withReference ? 1 : 0);
        GramProducts products = new GramProducts(rows);
        RowBlock block = new RowBlock(IntStream.range(0, rows).toArray(), POINT.bound(), columns());
        for (int from = 0; from < columns(); from += block.columns()) {
            block.read(rows(), from, Math.min(columns(), from + block.columns()));
            products.add(block.values(), block.columns());
        }
        return products.gram();
    }

    private Lengths lengths(boolean compared) throws AggregationException {
        int rows = count() + (compared ? 1 : 0);
        LengthProducts products = new LengthProducts(rows, compared);
        float[] last = padded(rows - 1);
        for (int row = 0; row < rows; row++) {
            products.add(row, padded(row), last, last.length);
        }
        return products.lengths();
    }

    private float[] padded(int row) throws AggregationException {
        float[] values = new float[RowBlock.padded(columns())];
        rows().read(row, POINT.bound(), values);
        return values;
    }

    Mix mix(Mixing mixing) throws AggregationException {
        return switch (mixing) {
            case Mixing.Identity _ -> Mix.Selection.all(count());
            case LengthMixing of -> of.mix(lengths(of.hasReference()), weights);
            case GramMixing of -> of.mix(gram(of.hasReference()), weights);
        };
    }

    /** What a rule makes of them; the same when it is asked again. */
    float[] reduce(Rule rule) throws AggregationException {
        rule.requireEnough(count());
        Reduction reduction = rule.start(mix(rule.mixing()), weights, POINT, columns());
        float[] once = new float[columns()];
        reduction.reduce(rows(), columns(), once);
        float[] twice = new float[columns()];
        reduction.reduce(rows(), columns(), twice);
        if (!Arrays.equals(once, twice)) {
            throw new AssertionError("a reduction gave something else the second time");
        }
        return once;
    }
}
