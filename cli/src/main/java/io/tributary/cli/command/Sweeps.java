package io.tributary.cli.command;

import io.tributary.cli.console.Table;
import io.tributary.experiments.comparison.Comparison;
import io.tributary.experiments.process.StartCheck;
import io.tributary.experiments.process.TemporaryFiles;
import io.tributary.experiments.progress.ProgressView;
import io.tributary.experiments.sweep.RunLauncher;
import io.tributary.experiments.sweep.SweepOutcome;
import io.tributary.experiments.sweep.SweepRequest;
import io.tributary.experiments.sweep.SweepRunner;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import picocli.CommandLine;

/**
 * Plays sweeps for the commands that have some, and says what came of them.
 *
 * @param launchers gives what plays runs, so many at a time
 */
public record Sweeps(IntFunction<RunLauncher> launchers) {
    /** What plays a sweep. */
    @FunctionalInterface
    private interface Play {
        SweepOutcome with(SweepRunner runner) throws Exception;
    }

    int begin(CommandLine command, SweepRequest request, Optional<Integer> parallel) throws Exception {
        return play(command, request.out().orElse(Path.of("out")), parallel, runner -> runner.begin(request));
    }

    int resume(CommandLine command, Path out, Optional<Integer> parallel) throws Exception {
        return play(command, out, parallel, runner -> runner.resume(out));
    }

    private int play(CommandLine command, Path place, Optional<Integer> parallel, Play play) throws Exception {
        StartCheck.require(place);
        TemporaryFiles.below(place);
        int atOnce = parallel.orElseGet(SweepRunner::usualParallel);
        try (ProgressView progress = ProgressView.lines()) {
            SweepOutcome outcome = play.with(new SweepRunner(launchers.apply(atOnce), atOnce, progress));
            outcome.comparison().ifPresent(comparison -> tell(command, comparison, outcome.folder()));
            return outcome.code();
        }
    }

    static void tell(CommandLine command, Comparison comparison, Path folder) {
        List<List<String>> rows = comparison.table();
        new Table(rows.getFirst(), rows.subList(1, rows.size())).lines().forEach(command.getOut()::println);
        comparison.leftOut().forEach(run -> command.getOut().println("left out: " + run));
        command.getOut().println("comparison: " + folder.resolve("compare.html"));
        command.getOut().flush();
    }
}
