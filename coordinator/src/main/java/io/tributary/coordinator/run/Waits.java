package io.tributary.coordinator.run;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How threads wait for something that may not come: every wait of runs that has an end goes through this, so that a test can let time pass in
 * its own way. Thread-safe.
 */
public interface Waits {
    /** As long as the clock on the wall says. */
    Waits REAL = new Waits() {
        @Override
        public <T> @Nullable T poll(BlockingQueue<T> queue, long millis) throws InterruptedException {
            return queue.poll(millis, TimeUnit.MILLISECONDS);
        }

        @Override
        public boolean await(CountDownLatch latch, long millis) throws InterruptedException {
            return latch.await(millis, TimeUnit.MILLISECONDS);
        }

        @Override
        public boolean acquire(Semaphore semaphore, long millis) throws InterruptedException {
            return semaphore.tryAcquire(millis, TimeUnit.MILLISECONDS);
        }

        @Override
        public void sleep(long millis) throws InterruptedException {
            Thread.sleep(millis);
        }
    };

    /** Takes the head of a queue; null if there was none in time. */
    <T> @Nullable T poll(BlockingQueue<T> queue, long millis) throws InterruptedException;

    /** Waits until a latch has come down to zero. @return false if it has not in time */
    boolean await(CountDownLatch latch, long millis) throws InterruptedException;

    /** Takes a permit. @return false if there was none in time */
    boolean acquire(Semaphore semaphore, long millis) throws InterruptedException;

    /** Lets time pass. */
    void sleep(long millis) throws InterruptedException;
}
