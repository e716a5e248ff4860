package io.tributary.coordinator.access;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A token bucket for each name. At most {@value #MOST} names are remembered, those that asked last; a name that is forgotten
 * begins with a full bucket. Thread-safe, never blocks.
 */
public final class RateLimiter {
    static final int MOST = 100_000;
    private final LoadingCache<String, TokenBucket> buckets;
    private final int atOnce;
    private final Map<String, Integer> told = new ConcurrentHashMap<>();
    private volatile boolean telling;

    /** So many a second, twice as many at once. */
    public RateLimiter(int perSecond, InstantSource durations) {
        this(2 * perSecond, perSecond, Duration.ofSeconds(1), durations);
    }

    /** So many at once, refilled at so many in a period. */
    public RateLimiter(int atOnce, int refill, Duration period, InstantSource durations) {
        this.atOnce = atOnce;
        this.buckets = Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run)
                .build(_ -> new TokenBucket(atOnce, refill, period, durations));
    }

    /** Takes one of a name's share. @return zero if there was one, else how long until there is */
    public Duration take(String name) {
        Duration wait = buckets.get(name).take();
        if (telling && wait.isZero() && told.size() < MOST) {
            told.merge(name, 1, Integer::sum);
        }
        return wait;
    }

    /** What was taken of each name since the last call, for whoever counts together with this; the first call begins to count. */
    public Map<String, Integer> drain() {
        telling = true;
        Map<String, Integer> taken = new HashMap<>();
        for (String name : List.copyOf(told.keySet())) {
            Integer count = told.remove(name);
            if (count != null) {
                taken.put(name, count);
            }
        }
        return taken;
    }

    /** So many of a name's share were taken elsewhere, at most as many as may be taken at once. */
    public void takenElsewhere(String name, int count) {
        buckets.get(name).takenElsewhere(Math.min(count, atOnce));
    }

    /** How many names are remembered. */
    long names() {
        buckets.cleanUp();
        return buckets.estimatedSize();
    }
}
