package io.tributary.cli.operator;

import io.tributary.cli.console.Version;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The registry of a coordinator. */
@Command(name = "models", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Shows models, brings them home verified, deletes and restores them.",
        synopsisSubcommandLabel = "COMMAND")
public final class ModelsCommand extends CommandGroup {
    private ModelsCommand() {}

    public static CommandLine commandLine(Map<String, String> environment) {
        return new CommandLine(new ModelsCommand()).addSubcommand(new ModelsList(environment))
                .addSubcommand(new ModelsVersions(environment))
                .addSubcommand(new ModelsShow(environment)).addSubcommand(new ModelsPull(environment))
                .addSubcommand(new ModelsDelete(environment)).addSubcommand(new ModelsRestore(environment));
    }
}
