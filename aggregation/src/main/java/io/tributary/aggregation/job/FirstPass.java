package io.tributary.aggregation.job;

import io.tributary.aggregation.AggregationException;
import io.tributary.aggregation.executor.RangeExecutor;
import io.tributary.aggregation.gram.GramProducts;
import io.tributary.aggregation.gram.LengthProducts;
import io.tributary.aggregation.reduction.Mix;
import io.tributary.aggregation.rule.GramMixing;
import io.tributary.aggregation.rule.LengthMixing;
import io.tributary.aggregation.rule.Mixing;
import io.tributary.protocol.parameters.ChunkRange;
import io.tributary.protocol.parameters.Chunking;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The pass over all updates that a rule's mixing needs before the one that writes, if it needs one. What the chunks give is added
 * strictly in their order, so that neither threads nor ranges change a bit of it (I3). It runs in stretches of chunks whose results
 * wait for that: at most {@value #WAITING} doubles, or those of one chunk.
 */
final class FirstPass {
    private static final int WAITING = 1 << 23;

    private final RangeJob job;
    private final RangeExecutor executor;

    FirstPass(RangeJob job, RangeExecutor executor) {
        this.job = job;
        this.executor = executor;
    }

    /** What the rule makes of the updates. */
    Mix mix() throws AggregationException, InterruptedException {
        Mixing mixing = job.strategy.rule().mixing();
        boolean compared = mixing.hasReference();
        int rows = job.updates.count() + (compared ? 1 : 0);
        return switch (mixing) {
            case Mixing.Identity() -> Mix.Selection.all(rows);
            case LengthMixing of -> {
                LengthProducts sum = new LengthProducts(rows, compared);
                run(sum.size(), () -> new LengthWork(job, rows, compared), sum::add);
                yield of.mix(sum.lengths(), job.weights);
            }
            case GramMixing of -> {
                GramProducts sum = new GramProducts(rows);
                run(GramProducts.size(rows), () -> new GramWork(job, rows), sum::add);
                yield of.mix(sum.gram(), job.weights);
            }
        };
    }

    private void run(int size, Supplier<ChunkProducts> fresh, Consumer<double[]> sum)
            throws AggregationException, InterruptedException {
        BufferPool<ChunkProducts> pool = new BufferPool<>(fresh);
        int stretch = Math.max(1, WAITING / size);
        for (ChunkRange chunks : new Chunking(job.ruledValues()).all().split(stretch)) {
            for (List<double[]> partials : executor.run(chunks, range -> run(pool, range))) {
                partials.forEach(sum);
            }
        }
    }

    private static List<double[]> run(BufferPool<ChunkProducts> pool, ChunkRange range)
            throws AggregationException, InterruptedException {
        ChunkProducts work = pool.take();
        List<double[]> partials = work.of(range);
        pool.giveBack(work);
        return partials;
    }
}
