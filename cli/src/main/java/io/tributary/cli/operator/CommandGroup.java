package io.tributary.cli.operator;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that only has others below it. */
abstract class CommandGroup implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public final void run() {
        throw new ParameterException(spec.commandLine(),
                "a command is missing, one of " + String.join(", ", spec.subcommands().keySet()));
    }
}
