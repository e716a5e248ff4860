package io.tributary.coordinator.admission;

import java.time.Duration;
import java.time.InstantSource;

/**
 * How slow peers may be.
 *
 * @param grace before which nothing is asked of them
 * @param bytesPerSecond least rate from then on, at least 1
 */
public record LeastRate(Duration grace, int bytesPerSecond) {
    private static final long MILLIS = 1_000;

    /** The time of one peer, beginning now. */
    public Pace begin(InstantSource durations) {
        return new Pace(grace, bytesPerSecond, durations);
    }

    /** Longest that so many bytes may take. */
    public Duration longest(long bytes) {
        return grace.plusMillis(Math.multiplyExact(bytes, MILLIS) / bytesPerSecond);
    }

    @Override
    public String toString() {
        return bytesPerSecond + " bytes/s after " + grace.toSeconds() + " s";
    }
}
