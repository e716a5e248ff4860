package io.tributary.loadtest.fleet;

import io.tributary.learning.LocalTrainer;

/** Holds devices back whose round is not wanted yet, so that a run waits for what is to be done to it. Thread-safe. */
public final class RoundGate {
    private int allowed;

    /** A trainer that waits here. */
    public LocalTrainer before(LocalTrainer trainer) {
        return task -> {
            awaitAllowed(task.round());
            return trainer.train(task);
        };
    }

    private synchronized void awaitAllowed(int round) throws InterruptedException {
        while (round > allowed) {
            wait();
        }
    }

    /** Lets rounds up to this one be played. */
    public synchronized void allow(int round) {
        allowed = Math.max(allowed, round);
        notifyAll();
    }
}
