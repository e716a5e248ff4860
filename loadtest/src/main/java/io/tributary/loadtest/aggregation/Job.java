package io.tributary.loadtest.aggregation;

import io.tributary.aggregation.AggregationException;
import io.tributary.aggregation.executor.RangeExecutor;
import io.tributary.aggregation.job.OptimizerState;
import io.tributary.aggregation.job.RangeJob;
import io.tributary.aggregation.job.UpdateSource;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.parameters.Chunking;
import io.tributary.protocol.plan.RunPlan;

/** One rule over a source of updates, from a model in memory to the next one in memory. */
final class Job {
    private final String title;
    private final RangeJob job;
    private final float[] next;

    Job(String title, BenchedRule rule, UpdateSource updates, int values)
            throws RejectedException, AggregationException {
        this.title = title;
        RunPlan plan = rule.plan(updates.count(), values);
        Chunking chunking = new Chunking(values);
        float[] model = new float[values];
        next = new float[values];
        job = new RangeJob(plan.layout(), plan.update(), rule.strategy(plan), updates,
                (chunk, into) -> System.arraycopy(model, chunking.offset(chunk), into, 0, chunking.length(chunk)),
                OptimizerState.none(),
                (chunk, from, length) -> {
                    System.arraycopy(from, 0, next, chunking.offset(chunk), length);
                    return Sha256.ZERO;
                });
    }

    /** What is measured. */
    String title() {
        return title;
    }

    /** Makes the next model. */
    void run(RangeExecutor executor) throws AggregationException, InterruptedException {
        job.run(executor);
    }

    /** The model made last. */
    float[] next() {
        return next;
    }
}
