package io.tributary.aggregation.job;

import io.tributary.aggregation.AggregationException;
import io.tributary.aggregation.executor.RangeExecutor;
import io.tributary.aggregation.executor.RangePass;
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
        int rows = job.rows();
        return switch (job.strategy.rule().mixing()) {
            case Mixing.Identity() -> Mix.Selection.all(rows);
            case LengthMixing of -> {
                LengthProducts sum = new LengthProducts(rows, of.hasReference());
                run(sum::add);
                yield of.mix(sum.lengths(), job.weights);
            }
            case GramMixing of -> {
                GramProducts sum = new GramProducts(rows);
                run(sum::add);
                yield of.mix(sum.gram(), job.weights);
            }
        };
    }

    /** Other processes do not have a vector that was given to this job: they are told of no pass that reads it. */
    private record OnlyHere(ProductsPass products) implements RangePass<List<double[]>> {
        @Override
        public List<double[]> run(ChunkRange range) throws AggregationException, InterruptedException {
            return products.run(range);
        }
    }

    private void run(Consumer<double[]> sum) throws AggregationException, InterruptedException {
        ProductsPass products = ProductsPass.of(job);
        RangePass<List<double[]>> pass = job.hasOwnReference() ? new OnlyHere(products) : products;
        int stretch = Math.max(1, WAITING / products.size());
        for (ChunkRange chunks : new Chunking(job.ruledValues()).all().split(stretch)) {
            for (List<double[]> partials : executor.run(chunks, pass)) {
                partials.forEach(sum);
            }
        }
    }
}
