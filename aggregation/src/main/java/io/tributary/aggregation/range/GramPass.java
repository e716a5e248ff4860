package io.tributary.aggregation.range;

import io.tributary.aggregation.AggregationException;
import io.tributary.aggregation.gram.Gram;
import io.tributary.aggregation.gram.GramProducts;
import io.tributary.protocol.parameters.ChunkRange;
import io.tributary.protocol.parameters.Chunking;
import java.util.List;

/**
 * The first pass: the Gram matrix of all updates. What the chunks give is added strictly in their order, so that neither threads nor
 * ranges change a bit of it (I3). It runs in stretches of chunks whose results wait for that: at most {@value #WAITING} doubles, or
 * those of one chunk.
 */
final class GramPass {
    private static final int WAITING = 1 << 23;

    private final RangeJob job;
    private final int rows;
    private final Workers<GramWork> workers;

    GramPass(RangeJob job, int rows) {
        this.job = job;
        this.rows = rows;
        this.workers = new Workers<>(() -> new GramWork(job, rows));
    }

    Gram run(RangeExecutor executor) throws AggregationException, InterruptedException {
        GramProducts sum = new GramProducts(rows);
        int stretch = Math.max(1, WAITING / GramProducts.size(rows));
        for (ChunkRange chunks : new Chunking(job.ruledValues()).all().split(stretch)) {
            for (List<double[]> partials : executor.run(chunks, this::run)) {
                partials.forEach(sum::add);
            }
        }
        return sum.gram();
    }

    private List<double[]> run(ChunkRange range) throws AggregationException, InterruptedException {
        GramWork worker = workers.take();
        List<double[]> partials = worker.run(range);
        workers.giveBack(worker);
        return partials;
    }
}
