package io.tributary.aggregation.range;

import io.tributary.aggregation.RefusedUpdateException;
import io.tributary.aggregation.optimizer.ServerOptimizer;
import io.tributary.aggregation.rule.Reduction;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.parameters.ChunkRange;
import io.tributary.protocol.parameters.Chunking;

/**
 * One pass of one thread over a range, for rules that need the updates themselves: chunk by chunk, each chunk of every update
 * in the order of the source. Its buffers are as long as the longest chunk and serve every chunk in turn.
 */
final class RangeWork {
    private final RangeJob job;
    private final Chunking chunking;
    private final float[] delta;
    private final float[] model;
    private final float[][] state;
    private final ServerOptimizer optimizer;

    RangeWork(RangeJob job) {
        this.job = job;
        this.chunking = job.layout.chunking();
        this.delta = new float[chunking.length(0)];
        this.model = new float[delta.length];
        this.optimizer = job.strategy.optimizer().over(job.updates.count());
        this.state = new float[optimizer.slots()][delta.length];
    }

    void run(ChunkRange range) throws RefusedUpdateException, InterruptedException {
        Reduction reduction = start(chunking.length(range.from()));
        for (int chunk = range.from(); chunk < range.to(); chunk++) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted before chunk " + chunk + " of [" + range.from() + ", "
                        + range.to() + ")");
            }
            int length = chunking.length(chunk);
            if (length < chunking.length(range.from())) {
                reduction = start(length);
            }
            reduce(chunk, reduction);
            step(chunk, length);
        }
    }

    private Reduction start(int length) {
        return job.strategy.rule().reducer().start(job.point, length);
    }

    private void reduce(int chunk, Reduction reduction) throws RefusedUpdateException {
        for (int update = 0; update < job.updates.count(); update++) {
            try {
                job.updates.read(update, chunk, reduction.row());
                reduction.accept(job.updates.weight(update));
            } catch (RejectedException refusal) {
                throw new RefusedUpdateException(job.updates.device(update), chunk, refusal);
            }
        }
        reduction.finish(delta);
    }

    /** The optimizer moves the trainable values; buffers, which come after them, take the mean as it is. */
    private void step(int chunk, int length) {
        int trainable = Math.clamp(job.layout.trainableSize() - (long) chunking.offset(chunk), 0, length);
        job.model.read(chunk, model);
        if (trainable > 0) {
            optimize(chunk, trainable);
        }
        for (int i = trainable; i < length; i++) {
            model[i] += delta[i];
        }
        job.sink.write(chunk, model, length);
    }

    private void optimize(int chunk, int trainable) {
        for (int slot = 0; slot < state.length; slot++) {
            job.state.read(slot, chunk, state[slot]);
        }
        optimizer.step(model, delta, state, trainable);
        for (int slot = 0; slot < state.length; slot++) {
            job.state.write(slot, chunk, state[slot], trainable);
        }
    }
}
