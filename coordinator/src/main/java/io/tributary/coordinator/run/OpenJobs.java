package io.tributary.coordinator.run;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Scheduler;
import io.tributary.aggregation.AggregationException;
import io.tributary.protocol.RejectedException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What this member works on for other owners, each job opened once. It is closed when its owner says that it is over, or nobody
 * works for it for a minute, and no task uses it. Thread-safe.
 */
final class OpenJobs<J extends OpenJobs.Job> implements AutoCloseable {
    private static final Duration IDLE = Duration.ofMinutes(1);

    private final Cache<String, Kept> jobs = Caffeine.newBuilder().expireAfterAccess(IDLE)
            .scheduler(Scheduler.systemScheduler()).executor(Runnable::run).removalListener(this::removed).build();

    /** Something to work with. */
    interface Job extends AutoCloseable {
        @Override
        void close();
    }

    /** Opens a job. */
    interface Opening<J> {
        J open() throws AggregationException, RejectedException, InterruptedException;
    }

    private void removed(@Nullable String job, @Nullable Kept kept, RemovalCause why) {
        if (kept != null) {
            kept.release();
        }
    }

    /** The job's, to be released. */
    Kept use(String job) {
        Kept kept = jobs.get(job, _ -> new Kept());
        while (!kept.use()) {
            kept = jobs.get(job, _ -> new Kept());
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
        private final ReentrantLock lock = new ReentrantLock();
        private int users = 1;
        private @Nullable J open;

        private boolean use() {
            lock.lock();
            try {
                users += users > 0 ? 1 : 0;
                return users > 0;
            } finally {
                lock.unlock();
            }
        }

        /** The job, open. */
        J open(Opening<J> opening) throws AggregationException, RejectedException, InterruptedException {
            lock.lock();
            try {
                J there = open == null ? opening.open() : open;
                open = there;
                return there;
            } finally {
                lock.unlock();
            }
        }

        void release() {
            lock.lock();
            try {
                users--;
                if (users == 0 && open != null) {
                    open.close();
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
