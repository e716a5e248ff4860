package io.tributary.coordinator.access;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.time.InstantSource;

/**
 * A token bucket for each name. At most {@value #MOST} names are remembered, those that asked last; a name that is forgotten
 * begins with a full bucket. Thread-safe, never blocks.
 */
public final class RateLimiter {
    static final int MOST = 100_000;
    private final LoadingCache<String, TokenBucket> buckets;

    /** So many a second, twice as many at once. */
    public RateLimiter(int perSecond, InstantSource durations) {
        this(2 * perSecond, perSecond, Duration.ofSeconds(1), durations);
    }

    /** So many at once, refilled at so many in a period. */
    public RateLimiter(int atOnce, int refill, Duration period, InstantSource durations) {
        this.buckets = Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run)
                .build(_ -> new TokenBucket(atOnce, refill, period, durations));
    }

    /** Takes one of a name's share. @return zero if there was one, else how long until there is */
    public Duration take(String name) {
        return buckets.get(name).take();
    }

    /** How many names are remembered. */
    long names() {
        buckets.cleanUp();
        return buckets.estimatedSize();
    }
}
