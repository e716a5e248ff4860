package io.tributary.cli.operator;

import io.tributary.cli.console.ExitCode;
import io.tributary.cli.console.Version;
import io.tributary.operator.OperatorClient;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Takes a revocation back. */
@Command(name = "restore", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Takes a revocation back: the device may come in again with its key. For one that was revoked by mistake.",
        footer = {"", "Example:", "  ./tributary devices restore camera-7"})
final class DevicesRestore extends OperatorCommand {
    @Parameters(paramLabel = "NAME", description = "the device's name")
    private String device = "";

    DevicesRestore(Map<String, String> environment) {
        super(environment);
    }

    @Override
    int perform(OperatorClient operator) throws Exception {
        String name = Names.device(device);
        operator.restore(name);
        say(name + " is restored");
        return ExitCode.OK;
    }
}
