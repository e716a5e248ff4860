package io.tributary.coordinator.simulation.schedule;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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
            return threads.settle();
        }));
        assertTrue(found.getMessage().contains("[b]: a thread that waits holds a monitor"), found.getMessage());
    }

    @Test
    void aMonitorThatAThreadOutsideHoldsForAMomentIsWaitedFor() throws Exception {
        Object monitor = new Object();
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        Thread outside = Thread.ofPlatform().start(() -> {
            synchronized (monitor) {
                held.countDown();
                assertDoesNotThrow(() -> asked.await());
                assertDoesNotThrow(() -> Thread.sleep(50));
            }
        });
        held.await();
        Threads.carry(() -> {
            threads.start("a", () -> {
                asked.countDown();
                synchronized (monitor) {
                    done.add("a");
                }
            });
            return threads.settle();
        });
        outside.join();
        assertEquals(List.of("a"), done);
    }

    /** The thread that carries both needs the lock itself else, behind one that it has to carry. */
    @Test
    @Timeout(60)
    void whatHappensNeedsALockThatOneOfThemWaitsForAndAThreadOutsideHolds() throws Exception {
        ReentrantLock lock = new ReentrantLock(true);
        CountDownLatch held = new CountDownLatch(1);
        Thread outside = Thread.ofPlatform().start(() -> {
            lock.lock();
            try {
                held.countDown();
                while (lock.getQueueLength() < 2) {
                    Thread.onSpinWait();
                }
            } finally {
                lock.unlock();
            }
        });
        held.await();
        Threads.carry(() -> {
            threads.start("a", () -> locks(lock, "a"));
            threads.play(() -> locks(lock, "b"));
            while (done.size() < 2) {
                threads.settle();
            }
            return true;
        });
        outside.join();
        assertEquals(List.of("a", "b"), done);
    }

    private void locks(ReentrantLock lock, String name) {
        lock.lock();
        try {
            done.add(name);
        } finally {
            lock.unlock();
        }
    }

    @Test
    void whatHappensAndFailsFailsTheWorld() {
        CompletionException failed =
                assertThrows(CompletionException.class, () -> Threads.carry(() -> threads.play(() -> {
                    throw new IllegalStateException("a fault");
                })));
        assertTrue(failed.getMessage().contains("a fault"), failed.getMessage());
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
