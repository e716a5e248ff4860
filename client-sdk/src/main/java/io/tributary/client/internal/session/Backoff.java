package io.tributary.client.internal.session;

import io.tributary.client.transport.TransportException;
import io.tributary.protocol.RejectedException;
import java.time.Duration;
import java.util.Optional;

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

    /** Waits as long as it should after this many failures in a row, at least 1, or as the last of them says if that is longer. */
    public void awaitAfter(int failures, Exception last) throws InterruptedException {
        await(after(failures, last));
    }

    Duration after(int failures, Exception last) {
        Duration usual = after(failures);
        Duration said = retryAfter(last).map(this::spreadLater).orElse(usual);
        return said.compareTo(usual) > 0 ? said : usual;
    }

    private static Optional<Duration> retryAfter(Exception failure) {
        if (failure instanceof TransportException fault) {
            return fault.retryAfter();
        }
        return failure instanceof RejectedException refused ? refused.retryAfter() : Optional.empty();
    }

    /** 100..140 % of a time: nobody comes before it. */
    private Duration spreadLater(Duration time) {
        double factor = 1 + 2 * SPREAD * timing.random().nextDouble();
        return Duration.ofMillis(Math.max(LEAST_MILLIS, Math.round(time.toMillis() * factor)));
    }

    /** Waits about this long. */
    public void awaitAbout(Duration time) throws InterruptedException {
        await(spread(time));
    }

    void await(Duration time) throws InterruptedException {
        timing.pause().pause(time);
    }
}
