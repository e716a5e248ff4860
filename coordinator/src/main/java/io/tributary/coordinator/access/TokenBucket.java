package io.tributary.coordinator.access;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.InstantSource;

/** A token bucket that begins full. Thread-safe, never blocks. */
public final class TokenBucket {
    private final Bucket bucket;

    /** So many at once, refilled at so many a second. */
    public TokenBucket(int atOnce, int perSecond, InstantSource durations) {
        this(atOnce, perSecond, Duration.ofSeconds(1), durations);
    }

    /** So many at once, refilled at so many in a period. */
    public TokenBucket(int atOnce, int refill, Duration period, InstantSource durations) {
        this.bucket = Bucket.builder().withCustomTimePrecision(new Time(durations))
                .addLimit(limit -> limit.capacity(atOnce).refillGreedy(refill, period)).build();
    }

    /** Takes one. @return zero if there was one, else how long until there is */
    public Duration take() {
        return Duration.ofNanos(bucket.tryConsumeAndReturnRemaining(1).getNanosToWaitForRefill());
    }

    /** Somebody else took so many: they are missing here, though fewer may be left. */
    void takenElsewhere(int count) {
        bucket.consumeIgnoringRateLimits(count);
    }

    private record Time(InstantSource clock) implements TimeMeter {
        private static final long NANOS_PER_MILLI = 1_000_000;

        @Override
        public long currentTimeNanos() {
            return clock.millis() * NANOS_PER_MILLI;
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
