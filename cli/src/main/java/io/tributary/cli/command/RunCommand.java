package io.tributary.cli.command;

import io.tributary.cli.console.ExitCode;
import io.tributary.cli.console.Messages;
import io.tributary.cli.console.Version;
import io.tributary.cli.server.ClassPathOption;
import io.tributary.experiments.deployment.RunRequest;
import io.tributary.experiments.process.StartCheck;
import io.tributary.experiments.process.TemporaryFiles;
import io.tributary.experiments.progress.ProgressView;
import io.tributary.experiments.run.ExperimentOutcome;
import io.tributary.experiments.run.ExperimentRunner;
import io.tributary.experiments.sweep.Seeds;
import io.tributary.experiments.sweep.SweepException;
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

/** Runs an experiment on this machine: a coordinator and devices, talking HTTP on the loopback interface. */
@Command(name = "run", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = {"Runs an experiment on this machine: a real coordinator and the devices its config asks for.",
            "Writes report.json, report.html and the model, after each round."},
        footer = {"", "Examples:", "  ./tributary run examples/configs/quickstart.yaml --out out/quickstart",
            "  ./tributary run --resume out/quickstart", "",
            "Exit codes: 0 it finished and what it expects is met; 1 it failed, is paused, or learned nothing;",
            "2 a mistake in the command, config or data; 3 what it expects is not met; 130 stopped by Ctrl-C."})
public final class RunCommand implements Callable<Integer> {
    private final ExperimentRunner runner;
    private final Sweeps sweeps;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "CONFIG", arity = "0..1",
            description = "the experiment's YAML file, such as examples/configs/quickstart.yaml")
    private @Nullable Path config;

    @Option(names = "--set", paramLabel = "PATH=VALUE",
            description = "replaces a value of the config, say --set train.rounds=5; may be repeated")
    private List<String> overrides = new ArrayList<>();

    @Option(names = "--seed", paramLabel = "N", description = "the same as --set seed=N")
    private @Nullable Long seed;

    @Option(names = "--seeds", paramLabel = "N,...",
            description = "runs it once with each of these seeds, 1,2,3 or 1..10, and compares them; see ./tributary sweep")
    private @Nullable String seeds;

    @Option(names = "--out", paramLabel = "DIR", description = "where to write; default: a new folder below out/")
    private @Nullable Path out;

    @Option(names = "--force", description = "replaces another run that is in --out")
    private boolean force;

    @Option(names = "--resume", paramLabel = "DIR",
            description = "goes on with the run in that folder, whatever ended it; with no other option")
    private @Nullable Path resume;

    @Option(names = "--processes", description = "coordinator and groups of devices in JVMs of their own")
    private boolean processes;

    @Mixin
    private ClassPathOption classPath = new ClassPathOption();

    @Option(names = "--members", paramLabel = "N",
            description = {"so many coordinators that are one, each in a JVM of its own, over a",
                "database and an object store that the run starts itself"})
    private @Nullable Integer members;

    public RunCommand(ExperimentRunner runner, Sweeps sweeps) {
        this.runner = runner;
        this.sweeps = sweeps;
    }

    @Override
    public Integer call() throws Exception {
        classPath.use();
        if (seeds != null) {
            return sweeps.begin(spec.commandLine(), sweep(seeds), Optional.empty());
        }
        RunRequest request = request();
        Path place = place();
        StartCheck.require(place);
        TemporaryFiles.below(place);
        try (ProgressView progress = ProgressView.onConsole()) {
            ExperimentOutcome outcome = runner.run(request, progress);
            progress.message("report: " + outcome.report());
            return exitCode(outcome);
        }
    }

    private SweepRequest sweep(String wanted) throws SweepException {
        if (resume != null || seed != null || force || config == null) {
            throw new ParameterException(spec.commandLine(), config == null
                    ? "--seeds needs a CONFIG; to go on with such runs: ./tributary sweep --resume DIR"
                    : "--seeds goes with --set, --out, --processes and --members; a sweep has a folder of its own");
        }
        return new SweepRequest(config, overrides(), List.of(), Seeds.parse(wanted), Optional.ofNullable(out),
                processes ? List.of("--processes") : List.of());
    }

    /** The folder of the run, or the one in which it will make its own. */
    private Path place() {
        return resume != null ? resume : out != null ? out : Path.of("out");
    }

    private RunRequest request() {
        if (resume != null) {
            if (config != null || out != null || seed != null || force || processes || members != null
                    || !overrides.isEmpty()) {
                throw new ParameterException(spec.commandLine(), "--resume stands alone: the run in " + resume
                        + " has its config and options from its start");
            }
            return new RunRequest.Resumed(resume);
        }
        if (config == null) {
            throw new ParameterException(spec.commandLine(),
                    "a CONFIG is missing, such as examples/configs/quickstart.yaml");
        }
        return new RunRequest.Fresh(config, overrides(), Optional.ofNullable(out), processes, force);
    }

    private List<String> overrides() {
        List<String> all = new ArrayList<>(overrides);
        if (seed != null) {
            all.add("seed=" + seed);
        }
        if (members != null) {
            all.add("cluster.members=" + members);
        }
        return all;
    }

    private int exitCode(ExperimentOutcome outcome) {
        for (String failure : outcome.failures()) {
            Messages.say(spec.commandLine().getErr(), "expectation not met: " + failure);
        }
        return outcome.failures().isEmpty() ? ExitCode.OK : ExitCode.NOT_MET;
    }
}
