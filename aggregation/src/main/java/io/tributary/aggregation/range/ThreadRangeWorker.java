package io.tributary.aggregation.range;

import io.tributary.aggregation.AggregationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/** One thread of this process. */
public final class ThreadRangeWorker implements RangeWorker {
    private final String name;
    private final RangePasses passes;
    private final ExecutorService thread;

    /** A worker with a thread of this name, which finds what is asked of it among these passes. */
    public ThreadRangeWorker(String name, RangePasses passes) {
        this.name = name;
        this.passes = passes;
        this.thread = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name(name).factory());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void take(RangeOrder order, Consumer<RangeAnswer> answers) {
        try {
            thread.execute(() -> answers.accept(answer(order)));
        } catch (RejectedExecutionException closed) {
            answers.accept(new RangeAnswer.Lost(name));
        }
    }

    /** Whatever fails is an answer: an executor that heard nothing would give the range to another, where it fails again. */
    private RangeAnswer answer(RangeOrder order) {
        try {
            return passes.run(name, order);
        } catch (AggregationException | InterruptedException | RuntimeException | Error failure) {
            return new RangeAnswer.Failed(name, order, failure);
        }
    }

    /** Waits for the range in work. */
    @Override
    public void close() {
        thread.close();
    }
}
