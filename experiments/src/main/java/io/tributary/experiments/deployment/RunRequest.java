package io.tributary.experiments.deployment;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What the user asked for. */
public sealed interface RunRequest {
    /**
     * A run from its beginning.
     *
     * @param config file, relative to the working directory; read once
     * @param overrides {@code path=value}, in the order given: a later one wins
     * @param out folder for the report and the model; empty for one of its own below {@code out/}, see
     *        {@link io.tributary.experiments.report.ReportFolder}
     * @param processes whether the coordinator and each group of devices get a JVM of their own
     * @param force whether another run in that folder is replaced
     */
    record Fresh(Path config, List<String> overrides, Optional<Path> out, boolean processes, boolean force)
            implements RunRequest {
        /** Copies the overrides. */
        public Fresh {
            overrides = List.copyOf(overrides);
        }
    }

    /**
     * A run that did not come to its end, from where it was.
     *
     * @param out its folder
     */
    record Resumed(Path out) implements RunRequest {}
}
