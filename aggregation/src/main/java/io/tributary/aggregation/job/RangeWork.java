package io.tributary.aggregation.job;

import io.tributary.aggregation.AggregationException;
import io.tributary.aggregation.optimizer.ServerOptimizer;
import io.tributary.aggregation.reduction.Mix;
import io.tributary.aggregation.reduction.Reduction;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.parameters.ChunkRange;
import io.tributary.protocol.parameters.Chunking;
import io.tributary.protocol.update.UpdateCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The second pass of one thread: chunk by chunk, what the updates reduce to, then the next model. Its buffers are as long as the
 * longest chunk and serve every chunk in turn.
 */
final class RangeWork {
    private final RangeJob job;
    private final Chunking chunking;
    private final Reduction rule;
    private final Controls controls;
    private final Optional<UpdateCodec> map;
    private final float[] travelled;
    private final float[] delta;
    private final float[] model;
    private final float[][] state;
    private final ServerOptimizer optimizer;
    private final List<Sha256> written = new ArrayList<>();

    RangeWork(RangeJob job, Mix mix) {
        this.job = job;
        this.chunking = job.layout.chunking();
        this.rule = job.strategy.rule().start(mix, job.weights, job.point, chunking.length(0));
        this.controls = new Controls(job);
        this.map = job.strategy.rule().isLinear(mix) ? job.sharedMap() : Optional.empty();
        this.travelled = new float[map.isPresent() ? chunking.length(0) : 0];
        this.delta = new float[chunking.length(0)];
        this.model = new float[delta.length];
        this.optimizer = job.strategy.optimizer().over(job.updates.count());
        this.state = new float[optimizer.slots()][delta.length];
    }

    /** Works a range off. @return the hashes of what was written, in order: of each chunk those of state vectors, then the model's */
    List<Sha256> run(ChunkRange range) throws AggregationException, InterruptedException {
        written.clear();
        for (int chunk = range.from(); chunk < range.to(); chunk++) {
            endIfInterrupted(chunk, range);
            job.model.read(chunk, model);
            if (chunk < job.updateChunking.count()) {
                aggregate(chunk);
            }
            written.add(job.sink.write(chunk, model, chunking.length(chunk)));
        }
        return List.copyOf(written);
    }

    static void endIfInterrupted(int chunk, ChunkRange range) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException(
                    "interrupted before chunk " + chunk + " of [" + range.from() + ", " + range.to() + ")");
        }
    }

    /**
     * The optimizer moves the trainable values. Buffers, which come after them, take what the rule makes of them as it is; control
     * variates theirs. Frozen values come last and stay.
     */
    private void aggregate(int chunk) throws AggregationException {
        int length = job.updateChunking.length(chunk);
        int ruled = job.ruledIn(chunk);
        ChunkRows rows = new ChunkRows(job, chunk, length);
        if (ruled > 0) {
            reduce(rows, chunk, ruled);
            remember(chunk, ruled);
            step(chunk, job.trainableIn(chunk));
        }
        if (ruled < length) {
            controls.reduce(rows, ruled, length, delta);
        }
        for (int i = job.trainableIn(chunk); i < length; i++) {
            model[i] += delta[i];
        }
    }

    /** A linear rule reduces what travelled, and the shared map is applied to the result. */
    private void reduce(ChunkRows rows, int chunk, int ruled) throws AggregationException {
        if (map.isEmpty()) {
            rule.reduce(rows, ruled, delta);
            return;
        }
        int count = map.get().transported(chunk);
        rule.reduce(rows.travelled(count), count, travelled);
        map.get().expand(chunk, travelled, delta);
    }

    private void remember(int chunk, int length) {
        for (int slot = 0; slot < job.strategy.rule().slots(); slot++) {
            written.add(job.state.write(optimizer.slots() + slot, chunk, delta, length));
        }
    }

    private void step(int chunk, int trainable) {
        if (trainable == 0) {
            return;
        }
        stretch(trainable);
        for (int slot = 0; slot < state.length; slot++) {
            job.state.read(slot, chunk, state[slot]);
        }
        optimizer.step(model, delta, state, trainable);
        for (int slot = 0; slot < state.length; slot++) {
            written.add(job.state.write(slot, chunk, state[slot], trainable));
        }
    }

    private void stretch(int trainable) {
        double factor = job.stretch;
        for (int i = 0; i < trainable && factor != 1; i++) {
            delta[i] = (float) (delta[i] * factor);
        }
    }
}
