package io.tributary.cli.operator;

import io.tributary.cli.console.ExitCode;
import io.tributary.cli.console.Version;
import io.tributary.operator.OperatorClient;
import io.tributary.protocol.message.DeviceView;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows a device. */
@Command(name = "show", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Shows a device, when it was seen last, and what it is doing.",
        footer = {"", "Example:", "  ./tributary devices show camera-7"})
final class DevicesShow extends OperatorCommand {
    @Parameters(paramLabel = "NAME", description = "the device's name")
    private String device = "";

    DevicesShow(Map<String, String> environment) {
        super(environment);
    }

    @Override
    int perform(OperatorClient operator) throws Exception {
        DeviceView view = operator.device(Names.device(device));
        show(view, DeviceTables.devices(List.of(view)));
        return ExitCode.OK;
    }
}
