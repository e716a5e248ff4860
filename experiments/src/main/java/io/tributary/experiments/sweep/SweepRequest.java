package io.tributary.experiments.sweep;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The runs that a user asked for.
 *
 * @param config file, relative to the working directory; read once
 * @param overrides {@code path=value} of all runs, as they stand
 * @param varied {@code path=[value, value]}: each value is tried with each of the others; a value that is a list itself stands in a list
 * @param seeds of each combination
 * @param out folder to write to; empty for a new one below {@code out/}
 * @param options further ones of each run, such as {@code --processes}
 */
public record SweepRequest(Path config, List<String> overrides, List<String> varied, Seeds seeds, Optional<Path> out,
        List<String> options) {
    /** Copies the lists. */
    public SweepRequest {
        overrides = List.copyOf(overrides);
        varied = List.copyOf(varied);
        options = List.copyOf(options);
    }
}
