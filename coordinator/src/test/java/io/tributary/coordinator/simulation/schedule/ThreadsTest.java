package io.tributary.coordinator.simulation.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ThreadsTest {
    private final Threads threads = new Threads();
    private final AtomicBoolean over = new AtomicBoolean();
    private final List<String> done = new ArrayList<>();

    @Test
    void theyWaitInTheOrderInWhichTheyCame() {
        Threads.carry(() -> {
            threads.start("a", () -> waits("a"));
            threads.start("b", () -> waits("b"));
            assertTrue(threads.settle());
            assertEquals(List.of(), done);
            over.set(true);
            return threads.settle();
        });
        assertEquals(List.of("a", "b"), done);
    }

    private void waits(String name) {
        threads.await(over::get);
        done.add(name);
    }

    @Test
    void whoWaitsAndHoldsAMonitorThatAnotherNeedsIsFound() {
        CompletionException found = assertThrows(CompletionException.class, () -> Threads.carry(() -> {
            Object monitor = new Object();
            for (String name : List.of("a", "b")) {
                threads.start(name, () -> {
                    synchronized (monitor) {
                        waits(name);
                    }
                });
            }
            assertTrue(threads.settle());
            over.set(true);
            return settleForAWhile();
        }));
        assertTrue(found.getMessage().contains("while it held a monitor"), found.getMessage());
    }

    /** The thread of the JDK that lets them go on has its turn at some time. */
    private boolean settleForAWhile() {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (System.nanoTime() < end) {
            threads.settle();
        }
        return false;
    }

    @Test
    void aTestThatTakesTooLongEndsAndSaysWhereItsWorldIsStuck() {
        Thread test = Thread.currentThread();
        IllegalStateException stuck = assertThrows(IllegalStateException.class,
                () -> Threads.carry(() -> hangs(test)));
        String where = Arrays.toString(stuck.getStackTrace());
        assertTrue(where.contains("hangs"), where);
    }

    private static boolean hangs(Thread test) {
        test.interrupt(); // as a test's timeout does
        try {
            new CountDownLatch(1).await();
            return true;
        } catch (InterruptedException never) {
            throw new IllegalStateException(never);
        }
    }
}
