package io.tributary.client.internal.session;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The coordinator's time: the device's own clock, and how far the coordinator's was from it when it last told. What the coordinator
 * limits in time is measured by this, so that a device is neither too late nor too patient because one of the two clocks is wrong.
 * Behind the truth by as long as the answer travelled. One thread.
 */
public final class CoordinatorClock implements InstantSource {
    private final InstantSource own;
    private Duration ahead = Duration.ZERO;

    public CoordinatorClock(InstantSource own) {
        this.own = own;
    }

    /** The coordinator just said what time it has, in epoch milliseconds; null if it did not. */
    public void heard(@Nullable Long now) {
        if (now != null) {
            ahead = Duration.between(own.instant(), Instant.ofEpochMilli(now));
        }
    }

    @Override
    public Instant instant() {
        return own.instant().plus(ahead);
    }
}
