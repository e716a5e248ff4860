package io.tributary.cli.command;

import io.tributary.cli.console.ExitCode;
import io.tributary.cli.console.Version;
import io.tributary.experiments.comparison.Comparison;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sets runs side by side. */
@Command(name = "compare", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = {
            "Sets runs side by side: curves with bands over seeds, bytes, time to a target, and whether they differ by more",
            "than chance. Runs whose configs differ in the seed alone are one group; the first group is what others are compared with.",
            "Writes compare.html, compare.csv and compare.json."},
        footer = {"", "For example:", "  ./tributary compare out/rates",
            "  ./tributary compare out/fedavg out/fedadam --target 0.9 --out out"})
public final class CompareCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DIR", arity = "1..*",
            description = "folders of runs, or folders with such folders in them")
    private List<Path> folders = new ArrayList<>();

    @Option(names = "--target", paramLabel = "ACCURACY",
            description = "accuracy to reach, 0..1; default: the highest one that all runs reached")
    private @Nullable Double target;

    @Option(names = "--out", paramLabel = "DIR", description = "where to write; default: the first DIR")
    private @Nullable Path out;

    @Override
    public Integer call() throws Exception {
        if (target != null && !(target >= 0 && target <= 1)) {
            throw new ParameterException(spec.commandLine(), "--target must be 0..1, not " + target);
        }
        Comparison comparison =
                Comparison.of(folders, target == null ? OptionalDouble.empty() : OptionalDouble.of(target));
        Path where = out == null ? folders.getFirst() : out;
        comparison.write(where);
        Sweeps.tell(spec.commandLine(), comparison, where);
        return ExitCode.OK;
    }
}
