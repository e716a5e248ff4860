package io.tributary.coordinator.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads that start the same thing at the same moment. */
public final class Race {
    private Race() {}

    /** What one thread does. */
    public interface Runner<T> {
        /** Runs as number {@code index}. */
        T run(int index) throws Exception;
    }

    /** Starts all at once on virtual threads; the results, in order of index. */
    public static <T> List<T> of(int threads, Runner<T> runner) throws InterruptedException {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<T>> futures = new ArrayList<>();
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < threads; i++) {
                int index = i;
                futures.add(pool.submit(() -> {
                    start.await();
                    return runner.run(index);
                }));
            }
            start.countDown();
        }
        List<T> results = new ArrayList<>();
        for (Future<T> future : futures) {
            results.add(result(future));
        }
        return results;
    }

    private static <T> T result(Future<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException failed) {
            throw new AssertionError("a racing thread failed", failed.getCause());
        }
    }
}
