package io.tributary.coordinator.store;

import java.time.Instant;
import java.util.Optional;

/**
 * A device in a list.
 *
 * @param seen when it was seen last, as far as that was stored; see {@link DeviceStore#seen}
 */
public record ListedDevice(DeviceRecord device, Optional<Instant> seen) {}
