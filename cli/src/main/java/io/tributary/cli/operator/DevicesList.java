package io.tributary.cli.operator;

import io.tributary.cli.console.ExitCode;
import io.tributary.cli.console.Table;
import io.tributary.cli.console.Version;
import io.tributary.operator.OperatorClient;
import io.tributary.protocol.message.DevicePage;
import io.tributary.protocol.message.DeviceView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** Shows all devices. */
@Command(name = "list", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Shows every enrolled device, until when its certificate holds, and whether it is revoked.",
        footer = {"", "Example:", "  ./tributary devices list"})
final class DevicesList extends OperatorCommand {
    DevicesList(Map<String, String> environment) {
        super(environment);
    }

    @Override
    int perform(OperatorClient operator) throws Exception {
        List<DeviceView> devices = new ArrayList<>();
        String after = "";
        do {
            DevicePage page = operator.devices(after);
            devices.addAll(page.devices());
            after = page.next() == null ? "" : page.next();
        } while (!after.isEmpty());
        show(devices, new Table(List.of("DEVICE", "ENROLLED", "CERTIFICATE UNTIL", "REVOKED"),
                devices.stream().map(DevicesList::row).toList()));
        return ExitCode.OK;
    }

    private static List<String> row(DeviceView device) {
        return List.of(device.device(), time(device.enrolled()), time(device.expires()),
                device.revoked() == null ? "-" : time(device.revoked()));
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
