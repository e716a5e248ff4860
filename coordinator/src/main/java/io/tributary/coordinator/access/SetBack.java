package io.tributary.coordinator.access;

import java.time.Duration;
import java.time.InstantSource;

/** Notices that a clock was set back, by a second or more, against one that nobody sets. Thread-safe. */
final class SetBack {
    private static final Duration LEAST = Duration.ofSeconds(1);

    private final InstantSource clock;
    private final InstantSource durations;
    private Duration ahead;

    SetBack(InstantSource clock, InstantSource durations) {
        this.clock = clock;
        this.durations = durations;
        this.ahead = ahead();
    }

    private Duration ahead() {
        return Duration.between(durations.instant(), clock.instant());
    }

    /** Whether it was since this was asked, or the clock looked at, for the last time. */
    synchronized boolean happened() {
        Duration now = ahead();
        boolean back = now.compareTo(ahead.minus(LEAST)) <= 0;
        if (back || now.compareTo(ahead) > 0) {
            ahead = now;
        }
        return back;
    }
}
