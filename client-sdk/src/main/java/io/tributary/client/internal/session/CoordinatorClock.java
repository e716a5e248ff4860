package io.tributary.client.internal.session;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The coordinator's time: the device's own, as it passes, and how far the coordinator's clock was ahead of it in its last answer. Deadlines
 * of the coordinator are measured with it, so that a clock that is wrong or is set makes a device neither late nor too patient. It is behind by as long as that
 * answer travelled. One thread.
 */
public final class CoordinatorClock implements InstantSource {
    private final InstantSource own;
    private Duration ahead = Duration.ZERO;

    public CoordinatorClock(InstantSource own) {
        this.own = own;
    }

    /** Takes the time that an answer told, in epoch milliseconds; null if it told none. */
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
