package io.tributary.aggregation.job;

import io.tributary.aggregation.AggregationException;
import io.tributary.aggregation.RefusedUpdateException;
import io.tributary.aggregation.executor.RangeExecutor;
import io.tributary.aggregation.executor.SharedPass;
import io.tributary.aggregation.reduction.Mix;
import io.tributary.aggregation.rule.Rule;
import io.tributary.aggregation.sum.FixedPoint;
import io.tributary.protocol.parameters.ChunkRange;
import io.tributary.protocol.parameters.Chunking;
import io.tributary.protocol.parameters.Parameter.Role;
import io.tributary.protocol.parameters.ParameterLayout;
import io.tributary.protocol.plan.UpdateSpec;
import io.tributary.protocol.update.UpdateCodec;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Closing one round: from all accepted updates and the current model to the next model, any range of chunks by itself. Ranges
 * are independent and idempotent, so they run on any thread, in any order, and again if an answer was lost; the values written
 * are the same (I3). Safe for use by many threads.
 *
 * <p>The rule is applied to trainable values and buffers, as one vector; where it needs the lengths of updates or their Gram matrix, a pass
 * over them comes before the one that writes. The server optimizer moves trainable values alone, control variates take their own
 * mean, and frozen values, which updates do not have, are copied.
 *
 * <p>A range in work holds a few chunks, however many updates there are (I4); rules that need all values of a coordinate or the
 * Gram matrix hold at most {@link io.tributary.aggregation.reduction.RowBlock#VALUES} more.
 */
public final class RangeJob {
    final ParameterLayout layout;
    final Chunking updateChunking;
    final FixedPoint point;
    final Strategy strategy;
    final UpdateSource updates;
    final int[] weights;
    final double stretch;
    final ModelSource model;
    final OptimizerState state;
    final ChunkSink sink;
    private final @Nullable ModelSource reference;

    /**
     * Checks everything that can be checked before work begins.
     *
     * @throws AggregationException if there are too few updates for the rule, devices are not in order or one comes twice, or a
     *     weight is not 1..maxWeight or more than an exact sum can hold
     */
    public RangeJob(ParameterLayout layout, UpdateSpec spec, Strategy strategy, UpdateSource updates, ModelSource model,
            OptimizerState state, ChunkSink sink) throws AggregationException {
        this.layout = layout;
        this.updateChunking = layout.updateChunking();
        this.point = FixedPoint.of(spec);
        this.strategy = strategy;
        this.updates = updates;
        this.model = model;
        this.state = state;
        this.sink = sink;
        this.reference = null;
        strategy.rule().requireEnough(updates.count());
        this.weights = Cohort.weights(updates, strategy, spec.maxWeight(), point.maxTotalWeight());
        this.stretch = strategy.stretch(updates);
    }

    /** A job for a strategy that keeps no state. */
    public RangeJob(ParameterLayout layout, UpdateSpec spec, Strategy strategy, UpdateSource updates, ModelSource model,
            ChunkSink sink) throws AggregationException {
        this(layout, spec, strategy, updates, model, OptimizerState.none(), sink);
    }

    private RangeJob(RangeJob of, ModelSource reference) {
        this.layout = of.layout;
        this.updateChunking = of.updateChunking;
        this.point = of.point;
        this.strategy = of.strategy;
        this.updates = of.updates;
        this.weights = of.weights;
        this.stretch = of.stretch;
        this.model = of.model;
        this.state = of.state;
        this.sink = of.sink;
        this.reference = reference;
    }

    /**
     * The same job with a vector to compare updates with, as long and cut as they are: for FLTrust the server's own update. Centered
     * clipping needs none: the previous aggregate, unless another is given here, is the last of the strategy's state vectors.
     */
    public RangeJob withReference(ModelSource vector) {
        return new RangeJob(this, vector);
    }

    /** Every chunk of the job. */
    ChunkRange all() {
        return layout.chunking().all();
    }

    /** Number of leading values to which the rule is applied. */
    int ruledValues() {
        return layout.size(Role.TRAINABLE) + layout.size(Role.BUFFER);
    }

    /** How many leading values of a chunk those are. */
    int ruledIn(int chunk) {
        return within(chunk, ruledValues());
    }

    /** How many leading values of a chunk training moves. */
    int trainableIn(int chunk) {
        return within(chunk, layout.trainableSize());
    }

    private int within(int chunk, int values) {
        return Math.clamp(values - (long) updateChunking.offset(chunk), 0, updateChunking.length(chunk));
    }

    /**
     * Writes all chunks of the next model.
     *
     * @throws RefusedUpdateException if a chunk of an update was refused, naming device and chunk
     * @throws InterruptedException if the calling thread is interrupted
     * @throws IllegalStateException if the rule compares with a vector that nobody gave
     */
    public void run(RangeExecutor executor) throws AggregationException, InterruptedException {
        executor.run(all(), new WritingPass(this, new FirstPass(this, executor).mix()));
    }

    /** Writes the chunks of a range alone, for a rule that needs no pass before. */
    void run(ChunkRange range) throws AggregationException, InterruptedException {
        new WritingPass(this, Mix.Selection.all(updates.count())).run(range);
    }

    /**
     * The pass of an equal job that gave itself this description, to work off ranges of it. A vector that was given to the other job, and is
     * not given to this one, is not read: such a job describes no pass that reads it.
     *
     * @throws IllegalArgumentException if it is not the description of a pass of this job
     */
    public SharedPass<?> pass(byte[] description) {
        return description.length == 0 ? ProductsPass.of(this)
                : new WritingPass(this, MixBytes.decode(description, rows()));
    }

    /** Rows of X: the updates, and the vector that they are compared with if there is one. */
    int rows() {
        return updates.count() + (strategy.rule().mixing().hasReference() ? 1 : 0);
    }

    /** Whether it compares updates with a vector that was given to it, and that other processes do not have. */
    boolean hasOwnReference() {
        return reference != null;
    }

    /** What updates share of their encoding, unless a chunk may hold control variates too: their mean is another one. */
    Optional<UpdateCodec> sharedMap() {
        return layout.size(Role.CONTROL) > 0 ? Optional.empty() : updates.sharedMap();
    }

    void readReference(int chunk, float[] into) {
        Rule rule = strategy.rule();
        if (reference != null) {
            reference.read(chunk, into);
        } else if (rule.slots() > 0) {
            state.read(strategy.optimizer().slots(), chunk, into);
        } else {
            throw new IllegalStateException("rule '" + rule.name()
                    + "' compares updates with one of the server's own, and the job was given none");
        }
    }
}
