package io.tributary.coordinator.http;

import io.tributary.coordinator.upload.UploadLimits;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** How slow one peer may be: after a grace it must have sent what the least rate gives. Immutable. */
final class Pace {
    private static final long MILLIS = 1_000;
    private final UploadLimits limits;
    private final InstantSource clock;
    private final Instant begun;

    /** Begins now. */
    Pace(UploadLimits limits, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
        this.begun = clock.instant();
    }

    /** How long a peer that sent so many bytes may take for its next one; not positive if it is too slow. */
    Duration left(long received) {
        Duration earned = Duration.ofMillis(Math.multiplyExact(received, MILLIS) / limits.bytesPerSecond());
        return Duration.between(clock.instant(), begun.plus(limits.grace()).plus(earned));
    }

    /** Now. */
    Instant now() {
        return clock.instant();
    }

    @Override
    public String toString() {
        return limits.bytesPerSecond() + " bytes/s after " + limits.grace().toSeconds() + " s";
    }
}
