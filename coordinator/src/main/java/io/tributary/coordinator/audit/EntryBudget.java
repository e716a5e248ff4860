package io.tributary.coordinator.audit;

import io.tributary.coordinator.access.RateLimiter;
import io.tributary.coordinator.access.TokenBucket;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Bounds how many entries of one sort are written one by one, those of one subject and all together, so that a flood does not fill the disk
 * and one subject does not use up what is there for others. Thread-safe, never blocks.
 */
final class EntryBudget {
    private final RateLimiter ofOne;
    private final TokenBucket all;

    /**
     * How many there may be.
     *
     * @param atOnce after a time without any
     * @param refill in a period of time
     */
    record Share(int atOnce, int refill, Duration period) {}

    EntryBudget(Share ofOne, Share all, InstantSource durations) {
        this.ofOne = new RateLimiter(ofOne.atOnce(), ofOne.refill(), ofOne.period(), durations);
        this.all = new TokenBucket(all.atOnce(), all.refill(), all.period(), durations);
    }

    /** Whether the next entry of a subject is written. */
    boolean take(String subject) {
        return ofOne.take(subject).isZero() && all.take().isZero();
    }
}
