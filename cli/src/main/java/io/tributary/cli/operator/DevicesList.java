package io.tributary.cli.operator;

import io.tributary.cli.console.ExitCode;
import io.tributary.cli.console.Version;
import io.tributary.operator.OperatorClient;
import io.tributary.protocol.message.DevicePage;
import io.tributary.protocol.message.DeviceView;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** Shows all devices. */
@Command(name = "list", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Shows every enrolled device: when it was seen last, what it is doing, and until when its certificate holds.",
        footer = {"", "Example:", "  ./tributary devices list"})
final class DevicesList extends OperatorCommand {
    DevicesList(Map<String, String> environment) {
        super(environment);
    }

    @Override
    int perform(OperatorClient operator) throws Exception {
        List<DevicePage> pages = Pages.all(operator::devices, DevicePage::next);
        List<DeviceView> devices = pages.stream().flatMap(page -> page.devices().stream()).toList();
        show(devices, DeviceTables.devices(devices));
        return ExitCode.OK;
    }
}
