package io.tributary.aggregation.range;

import io.tributary.aggregation.AggregationException;
import io.tributary.aggregation.RefusedUpdateException;
import io.tributary.aggregation.rule.Mixing;
import io.tributary.aggregation.sum.FixedPoint;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.parameters.ChunkRange;
import io.tributary.protocol.parameters.ParameterLayout;
import io.tributary.protocol.plan.UpdateSpec;

/**
 * Closing one round: from all accepted updates and the current model to the next model, any range of chunks by itself. Ranges
 * are independent and idempotent, so they run on any thread, in any order, and again if a worker was lost; the values written
 * are the same (I3). Safe for use by many threads.
 *
 * <p>A range in work holds a few chunks, however many updates there are (I4).
 */
public final class RangeJob {
    final ParameterLayout layout;
    final FixedPoint point;
    final Strategy strategy;
    final UpdateSource updates;
    final ModelSource model;
    final OptimizerState state;
    final ChunkSink sink;

    /**
     * Checks everything that can be checked before work begins.
     *
     * @throws AggregationException if there are too few updates for the rule, or a weight is not 1..maxWeight or more than an
     *     exact sum can hold
     */
    public RangeJob(ParameterLayout layout, UpdateSpec spec, Strategy strategy, UpdateSource updates, ModelSource model,
            OptimizerState state, ChunkSink sink) throws AggregationException {
        this.layout = layout;
        this.point = FixedPoint.of(spec);
        this.strategy = strategy;
        this.updates = updates;
        this.model = model;
        this.state = state;
        this.sink = sink;
        strategy.rule().requireEnough(updates.count());
        requireWeights(spec.maxWeight());
    }

    /** A job for an optimizer that keeps no state. */
    public RangeJob(ParameterLayout layout, UpdateSpec spec, Strategy strategy, UpdateSource updates, ModelSource model,
            ChunkSink sink) throws AggregationException {
        this(layout, spec, strategy, updates, model, OptimizerState.none(), sink);
    }

    /** Every chunk of the job. */
    ChunkRange all() {
        return layout.chunking().all();
    }

    /**
     * Writes all chunks of the next model.
     *
     * @throws RefusedUpdateException if a chunk of an update was refused, naming device and chunk
     * @throws InterruptedException if the calling thread is interrupted
     */
    public void run(RangeExecutor executor) throws AggregationException, InterruptedException {
        executor.run(all(), range -> {
            run(range);
            return range;
        });
    }

    /**
     * Writes the chunks of a range. If it fails, some of them may be written and some not; written ones are right.
     *
     * @throws RefusedUpdateException if a chunk of an update was refused, naming device and chunk
     * @throws InterruptedException if the thread is interrupted, between two chunks
     */
    void run(ChunkRange range) throws AggregationException, InterruptedException {
        switch (strategy.rule().mixing()) {
            case Mixing.Identity _ -> new RangeWork(this).run(range);
        }
    }

    private void requireWeights(int maxWeight) throws RefusedUpdateException {
        long most = point.maxTotalWeight();
        long total = 0;
        for (int update = 0; update < updates.count(); update++) {
            int weight = updates.weight(update);
            if (weight < 1 || weight > maxWeight) {
                throw refused(update, "weight " + weight + " is not 1.." + maxWeight);
            }
            total += weight;
            if (total > most) {
                throw refused(update, "weight " + weight + " takes the total to " + total + ", more than the " + most
                        + " that an exact sum can hold");
            }
        }
    }

    private RefusedUpdateException refused(int update, String detail) {
        return new RefusedUpdateException(updates.device(update), new RejectedException(Reason.BAD_WEIGHT, detail));
    }
}
