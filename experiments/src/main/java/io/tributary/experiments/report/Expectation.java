package io.tributary.experiments.report;

import java.util.List;

/**
 * What became of the config's {@code expect:}.
 *
 * @param met whether all of it was met; true if there is none
 * @param failures what was not met, a sentence each
 */
public record Expectation(boolean met, List<String> failures) {
    /**
     * Copies the failures.
     *
     * @throws IllegalArgumentException if it was met and not met
     */
    public Expectation {
        failures = List.copyOf(failures);
        if (met != failures.isEmpty()) {
            throw new IllegalArgumentException("met is " + met + " with " + failures.size() + " failures");
        }
    }

    /** Met if there are no failures. */
    public static Expectation of(List<String> failures) {
        return new Expectation(failures.isEmpty(), failures);
    }
}
