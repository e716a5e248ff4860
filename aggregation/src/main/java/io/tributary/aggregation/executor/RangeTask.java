package io.tributary.aggregation.executor;

import io.tributary.aggregation.AggregationException;
import io.tributary.protocol.parameters.ChunkRange;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One range of a pass on one thread, unless the pass was stopped before; a failure stops the pass. */
final class RangeTask<R> implements Callable<@Nullable R> {
    private final RangePass<R> pass;
    private final ChunkRange range;
    private final AtomicBoolean stop;
    private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();

    RangeTask(RangePass<R> pass, ChunkRange range, AtomicBoolean stop) {
        this.pass = pass;
        this.range = range;
        this.stop = stop;
    }

    @Override
    public @Nullable R call() throws AggregationException, InterruptedException {
        boolean failed = true;
        try {
            R result = stop.get() ? null : pass.run(range);
            failed = false;
            return result;
        } finally {
            if (failed) {
                stop.set(true);
            }
            ended.complete(null);
        }
    }

    /** Completes, never with a failure, once the range is no longer at work. */
    CompletableFuture<@Nullable Void> ended() {
        return ended;
    }
}
