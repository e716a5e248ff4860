package io.tributary.client.eligibility;

import io.tributary.protocol.Fields;
import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * The default provider. It measures free storage, which is all that Java can ask every system for, and <b>assumes</b> the rest: mains, a
 * network that is not metered, nobody who uses the device. A device with a battery needs a provider of its own. Thread-safe.
 */
public final class DeviceConditions implements EligibilityProvider {
    private final Path directory;

    private DeviceConditions(Path directory) {
        this.directory = directory;
    }

    /** Measures where this directory, which must exist, is stored. */
    public static DeviceConditions of(Path directory) {
        return new DeviceConditions(Fields.given("directory", directory));
    }

    @Override
    public Conditions current() {
        return new Conditions(OptionalInt.empty(), false, false, true, directory.toFile().getUsableSpace());
    }
}
