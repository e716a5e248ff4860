package io.tributary.aggregation.executor;

import io.tributary.aggregation.AggregationException;
import io.tributary.protocol.parameters.ChunkRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Runs passes on a fixed number of threads of this process, named {@code aggregation-N}; several passes share them, those of each
 * {@linkplain #of owner} together as many as those of another. A
 * failed or interrupted pass stops at the end of the ranges in work: its threads are never interrupted, because that would
 * close the files that they read, which the next attempt may need.
 */
public final class ThreadRangeExecutor implements RangeExecutor {
    /** Few enough that a failure stops the threads soon, enough that the cost of a range is none beside its work. */
    private static final int MOST_CHUNKS = 4;
    /** Enough that the threads end together, in a small model too. */
    private static final int RANGES_OF_A_THREAD = 8;

    private final ExecutorService threads;
    private final int count;
    private final FairTasks queue;
    private final AtomicInteger waitingOrAtWork = new AtomicInteger();

    /** Starts threads as they are needed.
     *
     * @param threads most ranges in work at once, at least 1
     */
    public ThreadRangeExecutor(int threads) {
        this(threads, threads);
    }

    /**
     * Starts threads as they are needed.
     *
     * @param threads most ranges in work at once, at least 1
     * @param mostOfOne most of these that are one owner's, at least 1
     */
    public ThreadRangeExecutor(int threads, int mostOfOne) {
        this(threads, mostOfOne, Executors.newFixedThreadPool(threads,
                Thread.ofPlatform().daemon().name("aggregation-", 1).factory()));
    }

    /**
     * On threads that somebody else makes.
     *
     * @param threads most ranges in work at once, at least 1
     * @param mostOfOne most of these that are one owner's, at least 1
     * @param service is asked for so many threads at once, and closed with this
     */
    public ThreadRangeExecutor(int threads, int mostOfOne, ExecutorService service) {
        this.count = threads;
        this.queue = new FairTasks(threads, mostOfOne);
        this.threads = service;
    }

    /** Most ranges in work at once. */
    public int threads() {
        return count;
    }

    /** Ranges that are in work or wait for a thread. */
    public int ranges() {
        return waitingOrAtWork.get();
    }

    /** How many more ranges could be worked off now, at most {@link #threads}. */
    public int freeThreads() {
        return Math.max(0, count - waitingOrAtWork.get());
    }

    @Override
    public RangeExecutor of(String owner) {
        return new Share(owner);
    }

    /** Of one owner. */
    private final class Share implements RangeExecutor {
        private final String owner;

        private Share(String owner) {
            this.owner = owner;
        }

        @Override
        public <R> List<R> run(ChunkRange all, RangePass<R> pass) throws AggregationException, InterruptedException {
            return ThreadRangeExecutor.this.run(owner, all, pass);
        }

        @Override
        public void close() {}
    }

    @Override
    public <R> List<R> run(ChunkRange all, RangePass<R> pass) throws AggregationException, InterruptedException {
        return run("", all, pass);
    }

    private <R> List<R> run(String owner, ChunkRange all, RangePass<R> pass)
            throws AggregationException, InterruptedException {
        AtomicBoolean stop = new AtomicBoolean();
        List<RangeTask<R>> tasks = new ArrayList<>();
        List<Future<R>> results = new ArrayList<>();
        try {
            for (ChunkRange range : all.split(chunksOfARange(all))) {
                RangeTask<R> task = new RangeTask<>(pass, range, stop);
                waitingOrAtWork.incrementAndGet();
                var _ = task.ended().thenRun(waitingOrAtWork::decrementAndGet);
                results.add(submit(owner, task));
                tasks.add(task);
            }
            List<R> given = new ArrayList<>();
            for (Future<R> result : results) {
                given.add(result.get());
            }
            return given;
        } catch (ExecutionException failed) {
            throw declared(failed.getCause());
        } finally {
            stop.set(true);
            // Unlike get(), join() does not mind an interrupt: no range is left at work behind the caller's back.
            CompletableFuture.allOf(tasks.stream().map(RangeTask::ended).toArray(CompletableFuture<?>[]::new)).join();
        }
    }

    private <R> Future<R> submit(String owner, RangeTask<R> task) {
        FutureTask<R> result = new FutureTask<>(task);
        queue.add(owner, result).ifPresent(first -> threads.execute(() -> work(first)));
        return result;
    }

    /** One thread works until nothing waits that it may work on: tasks that were taken are done after {@link #close} too. */
    private void work(FairTasks.Task first) {
        for (Optional<FairTasks.Task> task = Optional.of(first); task.isPresent(); task = queue.after(task.get())) {
            task.get().work().run();
        }
    }

    private int chunksOfARange(ChunkRange all) {
        return Math.clamp(all.count() / ((long) RANGES_OF_A_THREAD * count), 1, MOST_CHUNKS);
    }

    /** The failure, to be thrown, if it is of the kind that ranges declare; every other kind is thrown here. */
    private static AggregationException declared(@Nullable Throwable cause) throws InterruptedException {
        return switch (cause) {
            case AggregationException refused -> refused;
            case InterruptedException interrupted -> throw interrupted;
            case RuntimeException broken -> throw broken;
            case Error broken -> throw broken;
            case null, default -> throw new IllegalStateException("a range failed in a way it does not declare", cause);
        };
    }

    /** Waits for the passes in work, then ends the threads. Later passes are refused. */
    @Override
    public void close() {
        threads.close();
    }
}
