package io.tributary.client.eligibility;

import io.tributary.protocol.Fields;
import java.util.OptionalInt;

/**
 * The conditions of a device at one moment. Immutable.
 *
 * @param batteryPercent 0..100; empty for a device that runs on mains
 * @param charging whether the battery is being charged; means nothing on mains
 * @param metered whether the network is paid for by what goes over it
 * @param idle whether nobody uses the device
 * @param freeBytes that may be written where the device keeps its state, at least 0
 */
public record Conditions(OptionalInt batteryPercent, boolean charging, boolean metered, boolean idle, long freeBytes) {
    /**
     * Checks its arguments.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public Conditions {
        Fields.given("batteryPercent", batteryPercent)
                .ifPresent(percent -> Fields.within("batteryPercent", percent, 0, 100));
        Fields.within("freeBytes", freeBytes, 0, Long.MAX_VALUE);
    }
}
