package io.tributary.cli.command;

import io.tributary.cli.console.ExitCode;
import io.tributary.cli.console.Version;
import io.tributary.cli.server.ConfiguredCoordinator;
import io.tributary.cli.server.CoordinatorConfig;
import io.tributary.cli.server.OwnClasses;
import io.tributary.experiments.Printable;
import io.tributary.experiments.process.StartCheck;
import io.tributary.experiments.process.TemporaryFiles;
import io.tributary.experiments.progress.Termination;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A coordinator that stays until it is told to end. */
@Command(name = "coordinator", mixinStandardHelpOptions = true, versionProvider = Version.class,
        subcommands = {CoordinatorCheck.class, CoordinatorAcceptLoss.class, CoordinatorHandOver.class},
        description = {
            "Starts a coordinator and stays. SIGTERM ends it with 0, Ctrl-C with 130: what is being written is",
            "written, and started again it goes on where it was."},
        footer = {"", "Example:", "  ./tributary coordinator --config examples/configs/coordinator.yaml", "",
            "That file explains every key."})
public final class CoordinatorCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--config", paramLabel = "FILE", description = "the coordinator's YAML file")
    private @Nullable Path config;

    @Option(names = "--set", paramLabel = "PATH=VALUE",
            description = "replaces a value of the config, say --set listen.port=9443; may be repeated")
    private List<String> overrides = new ArrayList<>();

    @Option(names = "--class-path", paramLabel = "JARS",
            description = "jars and folders of classes of your own, as java takes them, with plug-ins, an io.tributary.learning.EvaluatorFactory, or the class that model.block of an experiment names")
    private @Nullable String classPath;

    @Override
    public Integer call() throws Exception {
        if (config == null) {
            throw new ParameterException(spec.commandLine(), "--config FILE is missing");
        }
        PrintWriter out = spec.commandLine().getOut();
        Consumer<String> said = line -> {
            out.println(Printable.line(line));
            out.flush();
        };
        CoordinatorConfig wanted = CoordinatorConfig.read(config, overrides);
        OwnClasses own = classPath == null ? OwnClasses.NONE
                : wanted.evaluate().isPresent() ? OwnClasses.beside(classPath) : OwnClasses.on(classPath);
        StartCheck.require(wanted.directory());
        TemporaryFiles.below(wanted.directory());
        try (Termination told = Termination.ofThisThread();
                ConfiguredCoordinator _ = ConfiguredCoordinator.start(wanted, own, said)) {
            return stay(told, said);
        }
    }

    private static int stay(Termination told, Consumer<String> said) throws InterruptedException {
        try {
            new CountDownLatch(1).await();
            return ExitCode.FAILED;
        } catch (InterruptedException ending) {
            said.accept("ending: what is being written is finished first");
            if (told.came()) {
                return ExitCode.OK;
            }
            throw ending;
        }
    }
}
