package io.tributary.client.internal.session;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * How a client measures time and lets it pass.
 *
 * @param clock the device's own
 * @param durations how time passes, whatever the clock is set to: begins with the clock's time, never jumps
 * @param pause lets time pass between two tries
 * @param random spreads waiting times; nothing that is learned depends on it
 */
public record Timing(InstantSource clock, InstantSource durations, Pause pause, RandomGenerator random) {
    /** The time of this machine. */
    public static Timing system() {
        Instant begin = Instant.now();
        long begun = System.nanoTime();
        return new Timing(InstantSource.system(), () -> begin.plusNanos(System.nanoTime() - begun),
                time -> TimeUnit.MILLISECONDS.sleep(time.toMillis()),
                new SplittableRandom());
    }

    /** With another clock, by which time passes too. */
    public Timing withClock(InstantSource other) {
        return new Timing(other, other, pause, random);
    }

    /** With another clock that may be set while time passes as before. */
    public Timing withClock(InstantSource other, InstantSource passing) {
        return new Timing(other, passing, pause, random);
    }

    /** With another way to wait. */
    public Timing withPause(Pause other) {
        return new Timing(clock, durations, other, random);
    }

    /** Waiting times of this machine that double from the first on, up to a limit. */
    public Backoff backoff(Duration first, Duration most) {
        return new Backoff(first, most, this);
    }
}
