package io.tributary.cli.operator;

import io.tributary.cli.console.Table;
import io.tributary.protocol.message.DeviceActivity;
import io.tributary.protocol.message.DeviceView;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Devices as people read them. */
final class DeviceTables {
    private DeviceTables() {}

    static Table devices(List<DeviceView> devices) {
        return new Table(
                List.of("DEVICE", "STATE", "SEEN", "RUN", "ROUND", "CERTIFICATE UNTIL", "REVOKED", "CLIENT", "NOTE"),
                devices.stream().map(DeviceTables::row).toList());
    }

    private static List<String> row(DeviceView device) {
        DeviceActivity activity = device.activity();
        return List.of(device.device(), activity.state().code(), time(activity.seen()),
                Objects.requireNonNullElse(activity.run(), "-"),
                activity.round() == null ? "-" : activity.round().toString(), time(device.expires()),
                time(device.revoked()), Objects.requireNonNullElse(activity.client(), "-"),
                activity.cloned() ? "its directory was copied: ./tributary devices recover " + device.device() : "");
    }

    private static String time(@Nullable Long millis) {
        return millis == null ? "-" : Instant.ofEpochMilli(millis).toString();
    }
}
