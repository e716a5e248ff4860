package io.tributary.cli.command;

import io.tributary.cli.console.Version;
import io.tributary.cli.server.ClassPathOption;
import io.tributary.experiments.sweep.Seeds;
import io.tributary.experiments.sweep.SweepRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs an experiment with every combination of some values, and compares the runs. */
@Command(name = "sweep", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = {"Runs an experiment with every combination of the values that --set lists, and of seeds.",
            "Each run has a JVM and a folder of its own; compare.html, compare.csv and compare.json set them side by side.",
            "A value that is a list itself stands in a list: --set 'a.b=[[1, 2], [3, 4]]'."},
        footer = {"", "Examples:",
            "  ./tributary sweep examples/configs/quickstart.yaml --seeds 1,2,3 \\",
            "      --set 'train.optimizer.sgd.learningRate=[0.02, 0.05]' --out out/rates",
            "  ./tributary sweep --resume out/rates", "",
            "Exit codes: 0 all finished and what they expect is met; 1 one failed or learned nothing; 2 a mistake in the",
            "command, config or data; 3 what one expects is not met; 130 stopped by Ctrl-C."})
public final class SweepCommand implements Callable<Integer> {
    private final Sweeps sweeps;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "CONFIG", arity = "0..1",
            description = "the experiment's YAML file, such as examples/configs/quickstart.yaml")
    private @Nullable Path config;

    @Option(names = "--set", paramLabel = "PATH=[VALUE, ...]",
            description = "values to try, say --set 'data.partition.dirichlet=[0.1, 1]', or one for all runs; may be repeated")
    private List<String> varied = new ArrayList<>();

    @Option(names = "--seeds", paramLabel = "N,...",
            description = "seeds of each combination: 1,2,3 or 1..10; default: the config's")
    private @Nullable String seeds;

    @Option(names = "--out", paramLabel = "DIR", description = "where to write; default: a new folder below out/")
    private @Nullable Path out;

    @Option(names = "--resume", paramLabel = "DIR",
            description = "plays what is left of the sweep in that folder; with --parallel alone")
    private @Nullable Path resume;

    @Mixin
    private ClassPathOption classPath = new ClassPathOption();

    @Option(names = "--parallel", paramLabel = "N", description = "runs at a time; default: one for every four cores")
    private @Nullable Integer parallel;

    public SweepCommand(Sweeps sweeps) {
        this.sweeps = sweeps;
    }

    @Override
    public Integer call() throws Exception {
        classPath.use();
        if (parallel != null && parallel < 1) {
            throw new ParameterException(spec.commandLine(), "--parallel must be at least 1, not " + parallel);
        }
        if (resume != null) {
            if (config != null || out != null || seeds != null || !varied.isEmpty()) {
                throw new ParameterException(spec.commandLine(),
                        "--resume stands alone, but for --parallel: the sweep in "
                                + resume + " has its config and options from its start");
            }
            return sweeps.resume(spec.commandLine(), resume, Optional.ofNullable(parallel));
        }
        if (config == null) {
            throw new ParameterException(spec.commandLine(),
                    "a CONFIG is missing, such as examples/configs/quickstart.yaml");
        }
        if (seeds == null && varied.isEmpty()) {
            throw new ParameterException(spec.commandLine(),
                    "nothing to vary: give --seeds 1,2,3, or values, as in --set 'train.localEpochs=[1, 5]'");
        }
        return sweeps.begin(spec.commandLine(), new SweepRequest(config, List.of(), varied,
                seeds == null ? Seeds.OF_THE_CONFIG : Seeds.parse(seeds), Optional.ofNullable(out), List.of()),
                Optional.ofNullable(parallel));
    }
}
