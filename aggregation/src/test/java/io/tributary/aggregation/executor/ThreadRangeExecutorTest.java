package io.tributary.aggregation.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.aggregation.RefusedUpdateException;
import io.tributary.aggregation.job.Jobs;
import io.tributary.aggregation.job.MemoryModel;
import io.tributary.aggregation.job.MemoryUpdates;
import io.tributary.aggregation.job.RangeJob;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.parameters.Chunking;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ThreadRangeExecutorTest {
    private static final int CHUNKS = 40;
    private static final int RANGE = 4;
    private static final int SIZE = CHUNKS * Chunking.CHUNK_VALUES;

    private final MemoryModel model = new MemoryModel(new float[SIZE]);

    /** Called before every read, on the thread that reads. */
    private interface Probe {
        void before(int chunk) throws RejectedException;
    }

    private RangeJob job(Probe probe) throws Exception {
        return Jobs.fedAvg(new MemoryUpdates(new float[][] {new float[SIZE]}, new int[] {1}) {
            @Override
            public void read(int update, int chunk, float[] into) throws RejectedException {
                probe.before(chunk);
                super.read(update, chunk, into);
            }
        }, model, Jobs.layout(SIZE));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS), "nobody came");
        } catch (InterruptedException interrupted) {
            throw new AssertionError("a worker was interrupted", interrupted);
        }
    }

    private static void awaitThatItHasNoMoreWork(Thread thread) {
        await(() -> thread.getState() == Thread.State.WAITING);
    }

    private static void awaitThatItWaitsForTheRest(Thread caller) {
        await(() -> Arrays.stream(caller.getStackTrace()).anyMatch(frame -> frame.getMethodName().equals("join")));
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "it never came to that");
            Thread.onSpinWait();
        }
    }

    @Test
    void everyChunkIsWrittenOnce() throws Exception {
        try (RangeExecutor executor = new ThreadRangeExecutor(3)) {
            RangeJob job = job(_ -> {});
            job.run(executor);
        }
        for (int chunk = 0; chunk < CHUNKS; chunk++) {
            assertEquals(1, model.writes(chunk), "chunk " + chunk);
        }
    }

    @Test
    void rangesRunOnAllThreadsAtOnceAndLeaveNoneBehind() throws Exception {
        CyclicBarrier bothAtWork = new CyclicBarrier(2);
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        try (RangeExecutor executor = new ThreadRangeExecutor(2)) {
            RangeJob job = job(_ -> {
                if (threads.add(Thread.currentThread())) {
                    try {
                        bothAtWork.await(30, TimeUnit.SECONDS);
                    } catch (Exception alone) {
                        throw new AssertionError("the other thread never came", alone);
                    }
                }
            });
            job.run(executor);
        }
        assertEquals(Set.of("aggregation-1", "aggregation-2"),
                threads.stream().map(Thread::getName).collect(Collectors.toSet()));
        for (Thread thread : threads) {
            thread.join(30_000);
            assertFalse(thread.isAlive(), thread.getName());
        }
    }

    @Test
    void theFirstRefusalStopsTheRestAndIsThrownAsItIs() throws Exception {
        AtomicInteger reads = new AtomicInteger();
        try (RangeExecutor executor = new ThreadRangeExecutor(1)) {
            RangeJob job = job(chunk -> {
                reads.incrementAndGet();
                if (chunk == 2) {
                    throw new RejectedException(Reason.BAD_SEAL, "altered");
                }
            });
            RefusedUpdateException refused = assertThrows(RefusedUpdateException.class,
                    () -> job.run(executor));
            assertEquals("device-0", refused.device());
            assertInstanceOf(RejectedException.class, refused.getCause());
        }
        assertEquals(3, reads.get());
        assertEquals(2, model.writes());
    }

    @Test
    void aRefusalOnOneThreadStopsTheRestWhileAnotherIsStillAtWork() throws Exception {
        AtomicReference<Thread> failing = new AtomicReference<>();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch fails = new CountDownLatch(1);
        Set<Integer> read = ConcurrentHashMap.newKeySet();
        try (RangeExecutor executor = new ThreadRangeExecutor(2)) {
            RangeJob job = job(chunk -> {
                read.add(chunk);
                if (chunk == 0) {
                    begun.countDown();
                    await(fails);
                    awaitThatItHasNoMoreWork(failing.get());
                } else if (chunk == RANGE) {
                    await(begun);
                    failing.set(Thread.currentThread());
                    fails.countDown();
                    throw new RejectedException(Reason.BAD_SEAL, "altered");
                }
            });
            assertThrows(RefusedUpdateException.class, () -> job.run(executor));
        }
        assertEquals(Set.of(0, 1, 2, 3, RANGE), read);
    }

    @Test
    void brokenStorageIsThrownAsItIs() throws Exception {
        IllegalStateException broken = new IllegalStateException("the disk is gone");
        try (RangeExecutor executor = new ThreadRangeExecutor(2)) {
            RangeJob job = job(_ -> {
                throw broken;
            });
            assertSame(broken, assertThrows(IllegalStateException.class, () -> job.run(executor)));
        }
    }

    @Test
    void nothingIsAtWorkAnyMoreWhenAFailureIsThrown() throws Exception {
        CountDownLatch otherAtWork = new CountDownLatch(1);
        CountDownLatch failed = new CountDownLatch(1);
        AtomicInteger atWork = new AtomicInteger();
        try (RangeExecutor executor = new ThreadRangeExecutor(2)) {
            RangeJob job = job(chunk -> {
                atWork.incrementAndGet();
                if (chunk == 0) {
                    await(otherAtWork);
                    atWork.decrementAndGet();
                    failed.countDown();
                    throw new RejectedException(Reason.BAD_SEAL, "altered");
                }
                otherAtWork.countDown();
                await(failed);
                atWork.decrementAndGet();
            });
            assertThrows(RefusedUpdateException.class, () -> job.run(executor));
            int written = model.writes();
            assertEquals(0, atWork.get());
            job(_ -> {}).run(executor);
            assertEquals(written + CHUNKS, model.writes());
        }
    }

    @Test
    void anInterruptOfTheCallerEndsTheJobAndNoThreadIsInterrupted() throws Exception {
        CountDownLatch atWork = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        AtomicInteger ended = new AtomicInteger();
        try (RangeExecutor executor = new ThreadRangeExecutor(1)) {
            RangeJob job = job(_ -> {
                atWork.countDown();
                await(interrupted);
                ended.incrementAndGet();
            });
            FutureTask<InterruptedException> call = new FutureTask<>(
                    () -> assertThrows(InterruptedException.class, () -> job.run(executor)));
            Thread caller = new Thread(call, "caller");
            caller.start();
            await(atWork);
            caller.interrupt();
            awaitThatItWaitsForTheRest(caller);
            interrupted.countDown();
            call.get(30, TimeUnit.SECONDS);
            assertEquals(RANGE, ended.get(), "only the range at work ends");
            assertEquals(RANGE, model.writes());
        }
    }

    @Test
    void aClosedExecutorRefusesJobs() throws Exception {
        RangeExecutor executor = new ThreadRangeExecutor(1);
        executor.close();
        RangeJob job = job(_ -> {});
        assertThrows(RejectedExecutionException.class, () -> job.run(executor));
        assertFalse(model.writes() > 0);
    }
}
