package io.tributary.learning.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class EngineThreadsTest {
    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final List<Future<Boolean>> holds = new ArrayList<>();

    @BeforeEach
    void loadEngine() {
        NativeEngine.newManager().close();
    }

    @AfterEach
    void stopPool() throws Exception {
        for (Future<Boolean> hold : holds) {
            assertTrue(hold.get());
        }
        pool.shutdownNow();
    }

    @Test
    void sameNumberIsHeldByManyAtOnce() throws Exception {
        CountDownLatch together = new CountDownLatch(3);
        for (int i = 0; i < 3; i++) {
            hold(2, together);
        }
        assertTrue(together.await(30, TimeUnit.SECONDS));
    }

    @Test
    void otherNumberWaitsForItsTurnAndThenHolds() throws Exception {
        EngineThreads.hold(1);
        Future<Integer> other = pool.submit(() -> {
            EngineThreads.hold(2);
            try {
                return JniUtils.getNumThreads();
            } finally {
                EngineThreads.release();
            }
        });
        try {
            EngineThreads.awaitWaiters(1);
            assertFalse(other.isDone());
            assertEquals(1, JniUtils.getNumThreads());
        } finally {
            EngineThreads.release();
        }
        assertEquals(2, other.get());
    }

    @Test
    void lateComersDoNotOvertakeOneThatWaits() throws Exception {
        CountDownLatch late = new CountDownLatch(1);
        CountDownLatch waiting = new CountDownLatch(1);
        EngineThreads.hold(1);
        try {
            hold(2, waiting);
            EngineThreads.awaitWaiters(1);
            hold(1, late);
            EngineThreads.awaitWaiters(2);
            assertEquals(1, late.getCount());
        } finally {
            EngineThreads.release();
        }
        assertTrue(waiting.await(30, TimeUnit.SECONDS) && late.await(30, TimeUnit.SECONDS));
    }

    @Test
    void interruptedWaiterGivesUpItsPlace() throws Exception {
        CountDownLatch after = new CountDownLatch(1);
        EngineThreads.hold(1);
        try {
            Future<?> waiter = pool.submit(() -> {
                EngineThreads.hold(2);
                return null;
            });
            EngineThreads.awaitWaiters(1);
            waiter.cancel(true);
            hold(1, after);
            assertTrue(after.await(30, TimeUnit.SECONDS));
        } finally {
            EngineThreads.release();
        }
    }

    @Test
    void interruptStaysPendingWhereWaitingMayNotEnd() {
        Thread.currentThread().interrupt();
        EngineThreads.holdUninterruptibly(1);
        EngineThreads.release();
        assertTrue(Thread.interrupted());
    }

    @Test
    void numberBelowOneIsRefusedAndHoldsNothing() throws Exception {
        assertThrows(IllegalArgumentException.class, () -> EngineThreads.hold(0));
        Future<?> next = pool.submit(() -> {
            EngineThreads.hold(2);
            EngineThreads.release();
            return null;
        });
        next.get();
    }

    private void hold(int threads, CountDownLatch held) {
        holds.add(pool.submit(() -> {
            EngineThreads.hold(threads);
            try {
                held.countDown();
                return held.await(30, TimeUnit.SECONDS);
            } finally {
                EngineThreads.release();
            }
        }));
    }
}
