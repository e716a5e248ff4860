package io.tributary.examples.cli;

import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The registry of a coordinator. */
@Command(name = "models", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Shows models, and brings them home verified.", synopsisSubcommandLabel = "COMMAND")
final class ModelsCommand extends Group {
    private ModelsCommand() {}

    static CommandLine commandLine(Map<String, String> environment) {
        return new CommandLine(new ModelsCommand()).addSubcommand(new ModelsList(environment))
                .addSubcommand(new ModelsPull(environment));
    }
}
