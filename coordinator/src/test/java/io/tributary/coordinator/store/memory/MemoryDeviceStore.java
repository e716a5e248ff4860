package io.tributary.coordinator.store.memory;

import io.tributary.coordinator.store.DeviceRecord;
import io.tributary.coordinator.store.DeviceStore;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Devices in a map. */
final class MemoryDeviceStore implements DeviceStore {
    private final Map<String, DeviceRecord> devices = new HashMap<>();
    private final World world;

    MemoryDeviceStore(World world) {
        this.world = world;
    }

    @Override
    public DeviceRecord enrol(DeviceRecord device) throws RejectedException {
        return world.in(() -> {
            DeviceRecord there = devices.getOrDefault(device.device(), device);
            if (!there.publicKey().equals(device.publicKey())) {
                throw new RejectedException(Reason.DEVICE_TAKEN, device.device() + " is enrolled with another key");
            }
            devices.put(device.device(), there);
            return there;
        });
    }

    @Override
    public Optional<DeviceRecord> find(String device) {
        return world.in(() -> Optional.ofNullable(devices.get(device)));
    }

    @Override
    public int count() {
        return world.in(devices::size);
    }
}
