package io.tributary.experiments.deployment;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the user asked for.
 *
 * @param config file, relative to the working directory
 * @param overrides {@code path=value}, in the order given: a later one wins
 * @param out folder for the report and the model; empty for one of its own below {@code out/}, see
 *        {@link io.tributary.experiments.report.ReportFolder}
 * @param processes whether the coordinator and each group of devices get a JVM of their own
 */
public record RunRequest(Path config, List<String> overrides, Optional<Path> out, boolean processes) {
    /** Copies the overrides. */
    public RunRequest {
        overrides = List.copyOf(overrides);
    }
}
