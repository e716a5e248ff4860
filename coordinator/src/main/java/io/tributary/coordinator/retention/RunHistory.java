package io.tributary.coordinator.retention;

import io.tributary.protocol.Fields;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How many runs that are over are kept, with their plan, events, rounds and signed reports. The newest of them stays always, and so does
 * whatever made a model version that has its chunks.
 *
 * @param runs how many of the newest, at least 1
 * @param age if it is there, a run that ended longer ago is not kept either; at least a day
 */
public record RunHistory(int runs, Optional<Duration> age) {
    /** What is kept unless something else is said: a thousand runs. */
    public static final RunHistory DEFAULT = new RunHistory(1_000, Optional.empty());
    /** Every run is kept, for ever. */
    public static final RunHistory ALL = new RunHistory(Integer.MAX_VALUE, Optional.empty());

    /** @throws IllegalArgumentException if a bound is too low */
    public RunHistory {
        if (runs < 1) {
            throw new IllegalArgumentException("the history keeps at least 1 run, not " + runs);
        }
        Fields.given("age", age);
        if (age.isPresent() && age.get().compareTo(Duration.ofDays(1)) < 0) {
            throw new IllegalArgumentException("the history keeps runs for at least a day, not " + age.get());
        }
    }

    /** What ended before this is not kept. */
    Instant since(Instant now) {
        return age.map(now::minus).orElse(Instant.MIN);
    }
}
