package io.tributary.coordinator.run;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Scheduler;
import io.tributary.aggregation.AggregationException;
import io.tributary.aggregation.executor.RangeExecutor;
import io.tributary.protocol.RejectedException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The rounds of other owners that this member works for, each opened once. It is closed when its owner says that it is over, or nobody
 * works for it for a minute, and no task uses it. Thread-safe.
 */
final class OpenJobs implements AutoCloseable {
    private static final Duration IDLE = Duration.ofMinutes(1);

    private final RunServices.Storage storage;
    private final RangeExecutor own;
    private final Cache<String, Kept> jobs = Caffeine.newBuilder().expireAfterAccess(IDLE)
            .scheduler(Scheduler.systemScheduler()).executor(Runnable::run).removalListener(OpenJobs::removed).build();

    OpenJobs(RunServices.Storage storage, RangeExecutor own) {
        this.storage = storage;
        this.own = own;
    }

    private static void removed(@Nullable String job, @Nullable Kept kept, RemovalCause why) {
        if (kept != null) {
            kept.release();
        }
    }

    /** The job's, to be released. */
    Kept use(RangeOrder.Job job) {
        Kept kept = jobs.get(job.id(), _ -> new Kept());
        while (!kept.use()) {
            kept = jobs.get(job.id(), _ -> new Kept());
        }
        return kept;
    }

    void ended(String job) {
        jobs.invalidate(job);
    }

    @Override
    public void close() {
        jobs.invalidateAll();
    }

    /** One job: opened by the first who needs it, closed by the last. */
    final class Kept {
        private int users = 1;
        private @Nullable OpenJob open;

        private synchronized boolean use() {
            users += users > 0 ? 1 : 0;
            return users > 0;
        }

        /** The job, open. Each who works for it makes sure that its owner still is the run's owner. */
        synchronized OpenJob open(RangeOrder.Job job)
                throws AggregationException, RejectedException, InterruptedException {
            OpenJob.requireOwner(storage, job);
            if (open == null) {
                open = OpenJob.open(storage, job, own);
            }
            return open;
        }

        synchronized void release() {
            users--;
            if (users == 0 && open != null) {
                open.close();
            }
        }
    }
}
