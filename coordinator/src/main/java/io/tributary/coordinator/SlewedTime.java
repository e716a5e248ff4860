package io.tributary.coordinator;

import io.tributary.coordinator.log.OperatorEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The coordinator's time, by which rounds and their deadlines go and which devices are told: it passes as time does, never goes back, and
 * comes nearer to a clock that jumped by a twentieth of the time that passes. So a clock that is set ends no round. One that is more than a
 * day ahead is followed at once: the machine slept, or had no clock before. In the manner of adjtime(3). Thread-safe.
 */
final class SlewedTime implements InstantSource {
    /** Of the time that passes, what it may be faster or slower: one in so many. */
    static final int SLOPE = 20;
    static final Duration FARTHEST = Duration.ofDays(1);
    private static final Duration WORTH_TELLING = Duration.ofSeconds(1);

    private final InstantSource clock;
    private final InstantSource durations;
    private Instant passed;
    private Instant time;
    /** How far the clock was ahead of this at the last look. */
    private Duration left = Duration.ZERO;

    /** Begins at what the clock says. */
    SlewedTime(InstantSource clock, InstantSource durations) {
        this.clock = clock;
        this.durations = durations;
        this.passed = durations.instant();
        this.time = clock.instant();
    }

    @Override
    public synchronized Instant instant() {
        Instant now = durations.instant();
        if (now.isAfter(passed)) {
            Duration since = Duration.between(passed, now);
            passed = now;
            time = time.plus(since);
            time = time.plus(step(since));
        }
        return time;
    }

    private Duration step(Duration since) {
        Duration off = Duration.between(time, clock.instant());
        Duration jump = off.minus(left);
        if (jump.abs().compareTo(WORTH_TELLING) >= 0) {
            OperatorEvent.CLOCK_JUMPED.log("seconds", jump.toSeconds());
        }
        Duration step = bounded(off, since.dividedBy(SLOPE));
        left = off.minus(step);
        return step;
    }

    private static Duration bounded(Duration off, Duration most) {
        if (off.compareTo(FARTHEST) > 0 || off.abs().compareTo(most) <= 0) {
            return off;
        }
        return off.isNegative() ? most.negated() : most;
    }
}
