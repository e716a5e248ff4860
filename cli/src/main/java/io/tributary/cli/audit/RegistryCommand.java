package io.tributary.cli.audit;

import io.tributary.cli.console.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The model registry as it is stored. */
@Command(name = "registry", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Checks that nobody altered the models of a coordinator's directory.",
        synopsisSubcommandLabel = "COMMAND")
public final class RegistryCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    private RegistryCommand() {}

    public static CommandLine commandLine() {
        return new CommandLine(new RegistryCommand()).addSubcommand(new RegistryVerifyCommand());
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: registry verify");
    }
}
