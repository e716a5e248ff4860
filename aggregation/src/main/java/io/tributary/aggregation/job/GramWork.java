package io.tributary.aggregation.job;

import io.tributary.aggregation.AggregationException;
import io.tributary.aggregation.gram.GramProducts;
import io.tributary.aggregation.reduction.RowBlock;
import java.util.Arrays;
import java.util.stream.IntStream;

/** The inner products of every pair of updates, the reference among them if there is one. */
final class GramWork implements ChunkProducts {
    private final RangeJob job;
    private final RowBlock block;
    private final GramProducts products;

    GramWork(RangeJob job, int rows) {
        this.job = job;
        int size = job.updateChunking.length(0);
        this.block = new RowBlock(IntStream.range(0, rows).toArray(), job.point.bound(), size);
        this.products = new GramProducts(rows);
    }

    @Override
    public double[] of(int chunk) throws AggregationException {
        ChunkRows rows = new ChunkRows(job, chunk, job.updateChunking.length(chunk));
        int length = job.ruledIn(chunk);
        for (int from = 0; from < length; from += block.columns()) {
            int to = Math.min(length, from + block.columns());
            block.read(rows, from, to);
            int padded = RowBlock.padded(to - from);
            for (float[] row : block.values()) {
                Arrays.fill(row, to - from, padded, 0);
            }
            products.add(block.values(), padded);
        }
        return products.take();
    }
}
