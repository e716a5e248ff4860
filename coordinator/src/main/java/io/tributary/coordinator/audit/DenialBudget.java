package io.tributary.coordinator.audit;

import io.tributary.coordinator.access.TokenBucket;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** Bounds how many denials are listed one by one, so that a flood of them does not fill the disk. Thread-safe. */
final class DenialBudget {
    /** Listed at once, after a time without any. */
    static final int AT_ONCE = 2_000;

    private final TokenBucket places;
    private final AtomicLong unlisted = new AtomicLong();

    DenialBudget(InstantSource clock) {
        this.places = new TokenBucket(AT_ONCE, 1, clock);
    }

    /** Whether the next denial is listed; else it is counted. */
    boolean take() {
        if (places.take().isZero()) {
            return true;
        }
        leaveOut();
        return false;
    }

    /** Counts a denial that is not listed. */
    void leaveOut() {
        unlisted.incrementAndGet();
    }

    /** Denials that were counted and are in no entry yet. */
    long unlisted() {
        return unlisted.get();
    }

    /** So many of them are in an entry now. */
    void listed(long count) {
        unlisted.addAndGet(-count);
    }
}
