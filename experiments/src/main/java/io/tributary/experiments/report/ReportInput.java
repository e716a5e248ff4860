package io.tributary.experiments.report;

import io.tributary.protocol.message.RunView;
import java.time.Instant;
import java.util.List;

/**
 * All that a report tells.
 *
 * @param name of the experiment, as the user wrote it
 * @param seed of the run
 * @param run as it stood at its end, with all its rounds
 * @param model the last version
 * @param expectation whether the run met what its config expects
 * @param classes names, in the order of the model's outputs
 * @param samples predictions on unseen examples
 * @param config text of the config, with overrides applied
 * @param environment where it ran
 * @param finished when
 * @param totalSeconds from the start of the command to the report
 */
public record ReportInput(String name, long seed, RunView run, FinalModel model, Expectation expectation,
        List<String> classes,
        List<SamplePrediction> samples, String config, Environment environment, Instant finished, double totalSeconds) {
    /** Copies the lists. */
    public ReportInput {
        classes = List.copyOf(classes);
        samples = List.copyOf(samples);
    }
}
