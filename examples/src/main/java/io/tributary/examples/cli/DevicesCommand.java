package io.tributary.examples.cli;

import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The population of a coordinator. */
@Command(name = "devices", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Shows and revokes devices.", synopsisSubcommandLabel = "COMMAND")
final class DevicesCommand extends Group {
    private DevicesCommand() {}

    static CommandLine commandLine(Map<String, String> environment) {
        return new CommandLine(new DevicesCommand()).addSubcommand(new DevicesList(environment))
                .addSubcommand(new DevicesRevoke(environment));
    }
}
