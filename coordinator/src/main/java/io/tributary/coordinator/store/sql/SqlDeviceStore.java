package io.tributary.coordinator.store.sql;

import io.tributary.coordinator.store.DeviceRecord;
import io.tributary.coordinator.store.DeviceStore;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The population in the table {@code device}. */
final class SqlDeviceStore implements DeviceStore {
    private final Database database;

    SqlDeviceStore(Database database) {
        this.database = database;
    }

    @Override
    public DeviceRecord enrol(DeviceRecord device) throws RejectedException {
        return database.write("enrolling " + device.device(), handle -> {
            handle.createUpdate("""
                    INSERT INTO device (device, public_key, certificate) VALUES (:device, :key, :certificate)
                    ON CONFLICT (device) DO NOTHING
                    """).bind("device", device.device()).bind("key", device.publicKey())
                    .bind("certificate", Columns.json(device.certificate())).execute();
            DeviceRecord there = row(handle, device.device()).orElseThrow();
            if (!there.publicKey().equals(device.publicKey())) {
                throw new RejectedException(Reason.DEVICE_TAKEN, device.device() + " is enrolled with another key");
            }
            return there;
        });
    }

    @Override
    public Optional<DeviceRecord> find(String device) {
        return database.read("finding the device " + device, handle -> row(handle, device));
    }

    @Override
    public int count() {
        return database.read("counting devices",
                handle -> handle.createQuery("SELECT COUNT(*) FROM device").mapTo(Integer.class).one());
    }

    private static Optional<DeviceRecord> row(Handle handle, String device) {
        return handle.createQuery("SELECT device, public_key, certificate FROM device WHERE device = :device")
                .bind("device", device)
                .map((row, _) -> new DeviceRecord(row.getString("device"), row.getString("public_key"),
                        Columns.document(row.getString("certificate"))))
                .findOne();
    }
}
