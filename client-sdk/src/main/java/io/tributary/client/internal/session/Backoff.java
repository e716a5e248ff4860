package io.tributary.client.internal.session;

import java.time.Duration;

/**
 * Waits after failures: each failure in a row doubles the time, up to a limit. Every time is spread by 20 %, so that devices do not come
 * back all at once.
 */
public final class Backoff {
    private static final double SPREAD = 0.2;
    private static final long LEAST_MILLIS = 20;
    private final Duration first;
    private final Duration most;
    private final Timing timing;

    Backoff(Duration first, Duration most, Timing timing) {
        this.first = first;
        this.most = most;
        this.timing = timing;
    }

    /** The time after this many failures in a row, at least 1. */
    Duration after(int failures) {
        int doublings = Math.min(failures - 1, 30);
        return spread(Duration.ofMillis(Math.min(most.toMillis(), first.toMillis() << doublings)));
    }

    /** A time of 80..120 % of this one, and no less than 20 ms: a peer cannot ask for a busy loop. */
    Duration spread(Duration time) {
        double factor = 1 - SPREAD + 2 * SPREAD * timing.random().nextDouble();
        return Duration.ofMillis(Math.max(LEAST_MILLIS, Math.round(time.toMillis() * factor)));
    }

    /** Waits as long as it should after this many failures in a row, at least 1. */
    public void awaitAfter(int failures) throws InterruptedException {
        await(after(failures));
    }

    /** Waits about this long. */
    public void awaitAbout(Duration time) throws InterruptedException {
        await(spread(time));
    }

    void await(Duration time) throws InterruptedException {
        timing.pause().pause(time);
    }
}
