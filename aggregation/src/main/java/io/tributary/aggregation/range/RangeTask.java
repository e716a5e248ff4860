package io.tributary.aggregation.range;

import io.tributary.aggregation.AggregationException;
import io.tributary.protocol.parameters.ChunkRange;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One range of a job on one thread, unless the job was stopped before; a failure stops the job. */
final class RangeTask implements Callable<@Nullable Void> {
    private final RangeJob job;
    private final ChunkRange range;
    private final AtomicBoolean stop;
    private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();

    RangeTask(RangeJob job, ChunkRange range, AtomicBoolean stop) {
        this.job = job;
        this.range = range;
        this.stop = stop;
    }

    @Override
    public @Nullable Void call() throws AggregationException, InterruptedException {
        boolean failed = true;
        try {
            if (!stop.get()) {
                job.run(range);
            }
            failed = false;
        } finally {
            if (failed) {
                stop.set(true);
            }
            ended.complete(null);
        }
        return null;
    }

    /** Completes, never with a failure, once the range is no longer at work. */
    CompletableFuture<@Nullable Void> ended() {
        return ended;
    }
}
