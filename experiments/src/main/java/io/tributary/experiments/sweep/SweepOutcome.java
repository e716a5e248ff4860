package io.tributary.experiments.sweep;

import io.tributary.experiments.comparison.Comparison;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What came of a sweep.
 *
 * @param folder of it
 * @param codes exit code of each run, in their order; 0 of one that had finished before
 * @param comparison of those that finished; empty if none did
 */
public record SweepOutcome(Path folder, List<Integer> codes, Optional<Comparison> comparison) {
    /** Copies the list. */
    public SweepOutcome {
        codes = List.copyOf(codes);
    }

    /** The exit code of the whole: a run's that failed before one's whose expectations were not met. */
    public int code() {
        int notMet = 3;
        return codes.stream().filter(code -> code != 0 && code != notMet).findFirst()
                .orElse(codes.contains(notMet) ? notMet : 0);
    }
}
