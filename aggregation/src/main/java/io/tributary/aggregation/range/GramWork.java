package io.tributary.aggregation.range;

import io.tributary.aggregation.AggregationException;
import io.tributary.aggregation.gram.GramProducts;
import io.tributary.aggregation.reduction.RowBlock;
import io.tributary.protocol.parameters.ChunkRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The first pass of one thread: the inner products of all updates, and of the reference, over one chunk at a time. */
final class GramWork {
    private final RangeJob job;
    private final RowBlock block;
    private final GramProducts products;

    GramWork(RangeJob job, int rows) {
        this.job = job;
        int size = job.updateChunking.length(0);
        this.block = new RowBlock(IntStream.range(0, rows).toArray(), job.point.bound(), size);
        this.products = new GramProducts(rows);
    }

    /** The products of each chunk of the range by itself: whoever adds them in the order of chunks gets the same bits always (I3). */
    List<double[]> run(ChunkRange range) throws AggregationException, InterruptedException {
        List<double[]> partials = new ArrayList<>();
        for (int chunk = range.from(); chunk < range.to(); chunk++) {
            RangeWork.endIfInterrupted(chunk, range);
            multiply(chunk);
            partials.add(products.take());
        }
        return partials;
    }

    private void multiply(int chunk) throws AggregationException {
        ChunkRows rows = new ChunkRows(job, chunk, job.updateChunking.length(chunk));
        int length = job.ruledIn(chunk);
        for (int from = 0; from < length; from += block.columns()) {
            int to = Math.min(length, from + block.columns());
            block.read(rows, from, to);
            int padded = ((to - from - 1) / RowBlock.GRAIN + 1) * RowBlock.GRAIN;
            for (float[] row : block.values()) {
                Arrays.fill(row, to - from, padded, 0);
            }
            products.add(block.values(), padded);
        }
    }
}
