package io.tributary.coordinator;

import java.time.Instant;
import java.time.InstantSource;

/** Time that passes as it does, whatever the system's clock is set to; it begins at the epoch. Immutable. */
final class SteadyTime implements InstantSource {
    private final long begun = System.nanoTime();

    @Override
    public Instant instant() {
        return Instant.EPOCH.plusNanos(System.nanoTime() - begun);
    }
}
