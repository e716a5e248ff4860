package io.tributary.cli.operator;

import io.tributary.cli.console.ExitCode;
import io.tributary.cli.console.Version;
import io.tributary.operator.OperatorClient;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Revokes a device. */
@Command(name = "revoke", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Revokes a device: its session ends, its updates are refused, its name is not given again.",
        footer = {"", "Example:", "  ./tributary devices revoke camera-7"})
final class DevicesRevoke extends OperatorCommand {
    @Parameters(paramLabel = "NAME", description = "the device's name")
    private String device = "";

    DevicesRevoke(Map<String, String> environment) {
        super(environment);
    }

    @Override
    int perform(OperatorClient operator) throws Exception {
        String name = Names.device(device);
        operator.revoke(name);
        say(name + " is revoked");
        return ExitCode.OK;
    }
}
