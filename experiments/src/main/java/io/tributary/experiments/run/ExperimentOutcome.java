package io.tributary.experiments.run;

import java.nio.file.Path;
import java.util.List;

/**
 * What came of an experiment that ran to its end.
 *
 * @param report the HTML report
 * @param failures what the config expected and did not get, a sentence each; empty if all was met
 */
public record ExperimentOutcome(Path report, List<String> failures) {
    /** Copies the failures. */
    public ExperimentOutcome {
        failures = List.copyOf(failures);
    }
}
