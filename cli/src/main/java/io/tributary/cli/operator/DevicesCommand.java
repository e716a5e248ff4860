package io.tributary.cli.operator;

import io.tributary.cli.console.Version;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The population of a coordinator. */
@Command(name = "devices", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Shows, revokes, restores and recovers devices.", synopsisSubcommandLabel = "COMMAND")
public final class DevicesCommand extends CommandGroup {
    private DevicesCommand() {}

    public static CommandLine commandLine(Map<String, String> environment) {
        return new CommandLine(new DevicesCommand()).addSubcommand(new DevicesList(environment))
                .addSubcommand(new DevicesShow(environment)).addSubcommand(new DevicesRevoke(environment))
                .addSubcommand(new DevicesRestore(environment))
                .addSubcommand(new DevicesRecover(environment));
    }
}
