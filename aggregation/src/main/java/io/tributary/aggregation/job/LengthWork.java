package io.tributary.aggregation.job;

import io.tributary.aggregation.AggregationException;
import io.tributary.aggregation.gram.LengthProducts;
import io.tributary.aggregation.reduction.RowBlock;
import io.tributary.aggregation.reduction.Rows;
import io.tributary.aggregation.sum.Slice;
import java.util.Arrays;

/** The inner products of each update with itself and, if there is one, with the reference: one update after the other. */
final class LengthWork implements ChunkProducts {
    private final RangeJob job;
    private final int rows;
    private final LengthProducts products;
    private final float[] last;
    private final float[] values;

    LengthWork(RangeJob job, int rows, boolean compared) {
        this.job = job;
        this.rows = rows;
        this.products = new LengthProducts(rows, compared);
        this.values = new float[RowBlock.padded(job.updateChunking.length(0))];
        this.last = new float[compared ? values.length : 0];
    }

    @Override
    public double[] of(int chunk) throws AggregationException {
        ChunkRows source = new ChunkRows(job, chunk, job.updateChunking.length(chunk));
        int length = job.ruledIn(chunk);
        if (last.length > 0) {
            read(source, rows - 1, last, length);
        }
        for (int row = 0; row < rows; row++) {
            read(source, row, values, length);
            products.add(row, values, last, RowBlock.padded(length));
        }
        return products.take();
    }

    @SuppressWarnings("ReferenceEquality") // whether it is this very array
    private void read(Rows source, int row, float[] into, int length) throws AggregationException {
        Slice read = source.read(row, job.point.bound(), into).values();
        if (read.values() != into) {
            System.arraycopy(read.values(), read.offset(), into, 0, length);
        }
        Arrays.fill(into, length, RowBlock.padded(length), 0);
    }
}
