package io.tributary.experiments.report;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a report tells.
 *
 * @param name of the experiment, as the user wrote it
 * @param seed of the run
 * @param run how it stands, with all its closed rounds
 * @param model the last version; null if no round made one
 * @param expectation whether the run met what its config expects
 * @param classes names, in the order of the model's outputs
 * @param leftOut files of the data that were left out
 * @param figures what was measured at the end; {@link FinalFigures#NONE} before
 * @param config that it was made from
 * @param environment where it ran
 * @param written when the report was
 * @param totalSeconds for which the run was played until then
 */
public record ReportInput(String name, long seed, RunState run, @Nullable FinalModel model, Expectation expectation,
        List<String> classes, DataLeftOut leftOut,
        FinalFigures figures, ConfigUsed config, Environment environment, Instant written, double totalSeconds) {
    /** Copies the classes. */
    public ReportInput {
        classes = List.copyOf(classes);
    }
}
