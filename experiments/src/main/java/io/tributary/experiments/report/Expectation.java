package io.tributary.experiments.report;

import java.util.List;

/**
 * What became of the config's {@code expect:}.
 *
 * @param met whether the run finished, and all of it was met; true if nothing was expected
 * @param failures what was not met, a sentence each
 * @param expected what was expected, as in {@code accuracy >= 0.85}; empty if nothing was
 */
public record Expectation(boolean met, List<String> failures, List<String> expected) {
    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if it was met and not met
     */
    public Expectation {
        failures = List.copyOf(failures);
        expected = List.copyOf(expected);
        if (met != failures.isEmpty()) {
            throw new IllegalArgumentException("met is " + met + " with " + failures.size() + " failures");
        }
    }

    /** Met if there are no failures. */
    public static Expectation of(List<String> expected, List<String> failures) {
        return new Expectation(failures.isEmpty(), failures, expected);
    }
}
