package io.tributary.coordinator.device;

import io.tributary.coordinator.store.DeviceChange;
import io.tributary.coordinator.store.DeviceRecord;
import io.tributary.coordinator.store.DeviceStore;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Follows which devices were revoked, restored, copied or recovered at any member: a row says so, and this reads on from the last that it
 * knows. It is asked to look each second, and at once when another member says that something changed. Blocks on storage. Thread-safe.
 */
public final class DeviceChanges {
    /** By which a member tells the others to look. */
    public static final String TOPIC = "device-changes";
    private static final int PAGE = 500;

    private final DeviceStore devices;
    private final Consumer<DeviceRecord> changed;
    private final AtomicBoolean looking = new AtomicBoolean();
    private final AtomicBoolean wanted = new AtomicBoolean();
    private long last;

    /** Tells how a device is now that changed, perhaps more than once. */
    public DeviceChanges(DeviceStore devices, Consumer<DeviceRecord> changed) {
        this.devices = devices;
        this.changed = changed;
    }

    /** Tells of all that is new. If another thread is looking already, it looks once more, and this returns. */
    public void look() {
        wanted.set(true);
        while (wanted.get() && looking.compareAndSet(false, true)) {
            try {
                wanted.set(false);
                readOn();
            } finally {
                looking.set(false);
            }
        }
    }

    private void readOn() {
        List<DeviceChange> page;
        do {
            page = devices.changes(last, PAGE);
            for (DeviceChange change : page) {
                devices.find(change.device()).ifPresent(changed);
                last = change.number();
            }
        } while (page.size() == PAGE);
    }
}
