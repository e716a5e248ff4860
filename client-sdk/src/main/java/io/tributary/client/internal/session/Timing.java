package io.tributary.client.internal.session;

import java.time.Duration;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * How a client measures time and lets it pass.
 *
 * @param clock the device's own
 * @param pause lets time pass between two tries
 * @param random spreads waiting times; nothing that is learned depends on it
 */
public record Timing(InstantSource clock, Pause pause, RandomGenerator random) {
    /** The time of this machine. */
    public static Timing system() {
        return new Timing(InstantSource.system(), time -> TimeUnit.MILLISECONDS.sleep(time.toMillis()),
                new SplittableRandom());
    }

    /** With another clock. */
    public Timing withClock(InstantSource other) {
        return new Timing(other, pause, random);
    }

    /** With another way to wait. */
    public Timing withPause(Pause other) {
        return new Timing(clock, other, random);
    }

    /** Waiting times of this machine that double from the first on, up to a limit. */
    public Backoff backoff(Duration first, Duration most) {
        return new Backoff(first, most, this);
    }
}
