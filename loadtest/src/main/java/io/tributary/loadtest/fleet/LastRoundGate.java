package io.tributary.loadtest.fleet;

import io.tributary.learning.LocalTrainer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Holds the last round of a run back, but for its first few updates, so that the run does not end before everything that is to be
 * done to it was done. Thread-safe.
 */
public final class LastRoundGate {
    private final int lastRound;
    private final AtomicInteger passes;
    private final CountDownLatch opened = new CountDownLatch(1);

    /**
     * Makes one that is closed.
     *
     * @param lastRound in which devices wait
     * @param passes how many of its updates do not wait: fewer than end the round
     */
    public LastRoundGate(int lastRound, int passes) {
        this.lastRound = lastRound;
        this.passes = new AtomicInteger(passes);
    }

    /** A trainer that waits here. */
    public LocalTrainer before(LocalTrainer trainer) {
        return task -> {
            if (task.round() == lastRound && passes.decrementAndGet() < 0) {
                opened.await();
            }
            return trainer.train(task);
        };
    }

    /** Lets everybody through. */
    public void open() {
        opened.countDown();
    }
}
