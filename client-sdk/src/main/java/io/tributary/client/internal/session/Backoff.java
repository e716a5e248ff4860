package io.tributary.client.internal.session;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait: each failure in a row doubles the time, up to a limit; every time is spread by 20 % so that devices scatter. */
public final class Backoff {
    private static final double SPREAD = 0.2;
    private static final long LEAST_MILLIS = 20;
    private final Duration first;
    private final Duration most;
    private final RandomGenerator random;

    public Backoff(Duration first, Duration most, RandomGenerator random) {
        this.first = first;
        this.most = most;
        this.random = random;
    }

    /** The time after this many failures in a row, at least 1. */
    public Duration after(int failures) {
        int doublings = Math.min(failures - 1, 30);
        return spread(Duration.ofMillis(Math.min(most.toMillis(), first.toMillis() << doublings)));
    }

    /** A time of 80..120 % of this one, and no less than 20 ms: a peer cannot ask for a busy loop. */
    public Duration spread(Duration time) {
        double factor = 1 - SPREAD + 2 * SPREAD * random.nextDouble();
        return Duration.ofMillis(Math.max(LEAST_MILLIS, Math.round(time.toMillis() * factor)));
    }
}
