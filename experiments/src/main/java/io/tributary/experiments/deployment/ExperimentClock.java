package io.tributary.experiments.deployment;

import java.time.Instant;
import java.time.InstantSource;

/**
 * The time that an experiment goes by: the system's, less the time in which nothing of it ran. A deadline does not pass while a run waits
 * to be resumed. Coordinator and devices of one experiment share it.
 *
 * @param behindMillis how far it is behind the system's clock
 */
public record ExperimentClock(long behindMillis) implements InstantSource {
    /** Of an experiment that was never held up. */
    public static final ExperimentClock NEW = new ExperimentClock(0);

    /** A clock that shows {@code now}, in milliseconds, at this moment. */
    public static ExperimentClock showing(long now) {
        return new ExperimentClock(Math.max(0, InstantSource.system().millis() - now));
    }

    @Override
    public Instant instant() {
        return InstantSource.system().instant().minusMillis(behindMillis);
    }
}
