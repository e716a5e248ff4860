package io.tributary.cli;

import io.tributary.cli.audit.AuditCommand;
import io.tributary.cli.audit.RegistryCommand;
import io.tributary.cli.command.CertsCommand;
import io.tributary.cli.command.CompareCommand;
import io.tributary.cli.command.CoordinatorCommand;
import io.tributary.cli.command.DeviceCommand;
import io.tributary.cli.command.KeysCommand;
import io.tributary.cli.command.RunCommand;
import io.tributary.cli.command.StrategiesCommand;
import io.tributary.cli.command.SweepCommand;
import io.tributary.cli.command.Sweeps;
import io.tributary.cli.console.CommandList;
import io.tributary.cli.console.Version;
import io.tributary.cli.operator.DevicesCommand;
import io.tributary.cli.operator.ModelsCommand;
import io.tributary.cli.operator.RunsCommand;
import io.tributary.cli.operator.TokensCommand;
import io.tributary.cli.plan.PlanCommand;
import io.tributary.experiments.process.TemporaryFiles;
import io.tributary.experiments.run.ExperimentRunner;
import io.tributary.experiments.run.LoopbackRunner;
import io.tributary.experiments.sweep.SiblingRuns;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The root of the command line, and the program's entry point. */
@Command(name = "tributary", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Federated learning for the JVM: devices train on data that never leaves them.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Exit codes:", "  0    done",
            "  1    a run that failed, is paused or learned nothing, or an unexpected failure",
            "  2    a mistake in the command or the config, or what the user can mend: a full disk, a missing file, a refusal",
            "  3    what was checked does not hold: what a config expects, the audit log, the registry, a directory",
            "  130  stopped by Ctrl-C", "", "Environment:",
            "  TRIBUTARY_DEBUG=1    stack traces and more log lines",
            "  TRIBUTARY_LOG=json   a JSON object for each log line", "  TRIBUTARY_HEAP=4g    the largest Java heap",
            "  TRIBUTARY_JAVA_HOME  the JDK to use",
            "  TRIBUTARY_COORDINATOR, TRIBUTARY_CA, TRIBUTARY_TOKEN_FILE  what operators' commands take for --coordinator,",
            "                       --ca and --token-file", "  TRIBUTARY_TOKEN      an operator's token itself"})
public final class Tributary implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    private Tributary() {}

    /** Runs a command line and ends the process with its exit code. */
    public static void main(String[] args) {
        if (args.length == 1 && args[0].equals("--version")) {
            Version.lines().forEach(System.out::println); // answered at once: no parser, no files
            return;
        }
        TemporaryFiles.ofOwnProcess();
        if (args.length > 0 && args[0].equals("coordinator")) {
            System.setProperty("tributary.events", "INFO"); // before the first logger: logback.xml reads it
        }
        int code;
        try (Interruption _ = Interruption.ofThisThread()) {
            code = commandLine(System.getenv(), args.length == 0 ? "" : args[0]).execute(args);
        }
        System.exit(code);
    }

    /**
     * The whole command line, with runs on this machine.
     *
     * @param environment variables of the process
     */
    public static CommandLine commandLine(Map<String, String> environment) {
        return commandLine(environment, "");
    }

    /**
     * What is needed of it for one command: reading the options of all the others would take longer than a short command itself.
     *
     * @param first the first argument; if it is no command's name, this is the whole command line
     */
    static CommandLine commandLine(Map<String, String> environment, String first) {
        return commandLine(new LoopbackRunner(), environment, first);
    }

    /**
     * The whole command line.
     *
     * @param environment variables of the process
     */
    static CommandLine commandLine(ExperimentRunner runner, Map<String, String> environment) {
        return commandLine(runner, environment, "");
    }

    private static CommandLine commandLine(ExperimentRunner runner, Map<String, String> environment, String first) {
        Failures failures = new Failures("1".equals(environment.get("TRIBUTARY_DEBUG")));
        Map<String, Supplier<Object>> commands = commands(runner, environment);
        @Nullable Supplier<Object> named = first.isEmpty() ? null : commands.get(first);
        CommandLine root = new CommandLine(new Tributary());
        for (Supplier<Object> command : named == null ? commands.values() : List.of(named)) {
            root.addSubcommand(command.get());
        }
        CommandList.show(root);
        return root.setParameterExceptionHandler(failures).setExecutionExceptionHandler(failures)
                .setUsageHelpAutoWidth(true);
    }

    /** By their names, in the order of the help; help itself is by no name, since it tells of all. */
    private static Map<String, Supplier<Object>> commands(ExperimentRunner runner, Map<String, String> environment) {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        Sweeps sweeps = new Sweeps(parallel -> new SiblingRuns(Tributary.class, parallel));
        commands.put("run", () -> new RunCommand(runner, sweeps));
        commands.put("sweep", () -> new SweepCommand(sweeps));
        commands.put("compare", CompareCommand::new);
        commands.put("keys", KeysCommand::new);
        commands.put("plan", PlanCommand::new);
        commands.put("coordinator", CoordinatorCommand::new);
        commands.put("device", () -> new DeviceCommand(environment));
        commands.put("runs", () -> RunsCommand.commandLine(environment));
        commands.put("devices", () -> DevicesCommand.commandLine(environment));
        commands.put("tokens", () -> TokensCommand.commandLine(environment));
        commands.put("models", () -> ModelsCommand.commandLine(environment));
        commands.put("certs", CertsCommand::new);
        commands.put("strategies", StrategiesCommand::new);
        commands.put("audit", () -> AuditCommand.commandLine(environment));
        commands.put("registry", RegistryCommand::commandLine);
        commands.put("", CommandLine.HelpCommand::new);
        return commands;
    }

    /** Without a command: says which there are. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing, such as: run CONFIG");
    }
}
