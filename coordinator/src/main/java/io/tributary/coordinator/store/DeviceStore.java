package io.tributary.coordinator.store;

import io.tributary.protocol.RejectedException;
import java.util.Optional;

/** The population. Thread-safe. Every method throws {@link StoreException} if storage breaks. */
public interface DeviceStore {
    /** Enrols a device, or finds it enrolled with the same key. @throws RejectedException DEVICE_TAKEN with another key */
    DeviceRecord enrol(DeviceRecord device) throws RejectedException;

    /** An enrolled device. */
    Optional<DeviceRecord> find(String device);

    /** Number of enrolled devices. */
    int count();
}
