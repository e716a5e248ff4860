package io.tributary.coordinator.admission;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** How slow one peer may be: after a grace it must have sent, or read, what the least rate gives. Immutable. */
public final class Pace {
    private static final long MILLIS = 1_000;
    private final Duration grace;
    private final int bytesPerSecond;
    private final InstantSource durations;
    private final Instant begun;

    /** Begins now. */
    public Pace(Duration grace, int bytesPerSecond, InstantSource durations) {
        this.grace = grace;
        this.bytesPerSecond = bytesPerSecond;
        this.durations = durations;
        this.begun = durations.instant();
    }

    /** How long a peer that moved so many bytes may take for its next one; not positive if it is too slow. */
    public Duration left(long moved) {
        Duration earned = Duration.ofMillis(Math.multiplyExact(moved, MILLIS) / bytesPerSecond);
        return Duration.between(durations.instant(), begun.plus(grace).plus(earned));
    }

    /** Whether a peer that moved so many bytes is too slow. */
    public boolean isOver(long moved) {
        return !left(moved).isPositive();
    }

    /** Now. */
    public Instant now() {
        return durations.instant();
    }

    @Override
    public String toString() {
        return bytesPerSecond + " bytes/s after " + grace.toSeconds() + " s";
    }
}
