package io.tributary.cli.plan;

import io.tributary.cli.console.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Signed plans. */
@Command(name = "plan", mixinStandardHelpOptions = true, versionProvider = Version.class, subcommands = PlanSign.class,
        description = "Signs plans for operators who do not have the owner's key.", synopsisSubcommandLabel = "COMMAND")
public final class PlanCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: sign");
    }
}
