package io.tributary.coordinator.store.sql;

import io.tributary.coordinator.store.DeviceRecord;
import io.tributary.coordinator.store.DeviceStore;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.SignedDocument;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;

/** The population in the table {@code device}, tokens in {@code enrolment_token}. */
final class SqlDeviceStore implements DeviceStore {
    private static final String DEVICES =
            "SELECT device, public_key, certificate, enrolled_at, expires, revoked_at FROM device ";

    private final Database database;

    SqlDeviceStore(Database database) {
        this.database = database;
    }

    @Override
    public DeviceRecord enrol(DeviceRecord device, Optional<String> token) throws RejectedException {
        return database.write("enrolling " + device.device(), handle -> {
            boolean fresh = token.isPresent() && new TokenRow(handle, token.get()).claim(device);
            handle.createUpdate("""
                    INSERT INTO device (device, public_key, certificate, enrolled_at, expires)
                    VALUES (:device, :key, :certificate, :enrolled, :expires) ON CONFLICT (device) DO NOTHING
                    """).bind("device", device.device()).bind("key", device.publicKey())
                    .bind("certificate", Columns.json(device.certificate()))
                    .bind("enrolled", Columns.millis(device.enrolled()))
                    .bind("expires", Columns.millis(device.expires())).execute();
            DeviceRecord there = living(handle, device.device());
            if (!there.publicKey().equals(device.publicKey())) {
                throw new RejectedException(Reason.DEVICE_TAKEN, device.device() + " is enrolled with another key");
            }
            boolean over = !there.expires().isAfter(device.enrolled());
            return fresh || over ? certified(handle, there.device(), device.certificate(), device.expires()) : there;
        });
    }

    @Override
    public DeviceRecord renew(String device, SignedDocument certificate, Instant expires) throws RejectedException {
        return database.write("renewing the certificate of " + device, handle -> {
            living(handle, device);
            return certified(handle, device, certificate, expires);
        });
    }

    private static DeviceRecord living(Handle handle, String device) throws RejectedException {
        DeviceRecord there = required(handle, device);
        if (there.revoked().isPresent()) {
            throw new RejectedException(Reason.REVOKED, device + " was revoked at " + there.revoked().get());
        }
        return there;
    }

    private static DeviceRecord required(Handle handle, String device) throws RejectedException {
        return row(handle, device)
                .orElseThrow(() -> new RejectedException(Reason.NOT_FOUND, "no device '" + device + "' is enrolled"));
    }

    private static DeviceRecord certified(Handle handle, String device, SignedDocument certificate, Instant expires)
            throws RejectedException {
        handle.createUpdate("UPDATE device SET certificate = :certificate, expires = :expires WHERE device = :device")
                .bind("certificate", Columns.json(certificate)).bind("expires", Columns.millis(expires))
                .bind("device", device).execute();
        return required(handle, device);
    }

    @Override
    public DeviceRecord revoke(String device, Instant now) throws RejectedException {
        return database.write("revoking " + device, handle -> {
            handle.createUpdate("UPDATE device SET revoked_at = :now WHERE device = :device AND revoked_at IS NULL")
                    .bind("now", Columns.millis(now)).bind("device", device).execute();
            return required(handle, device);
        });
    }

    @Override
    public Optional<DeviceRecord> find(String device) {
        return database.read("finding the device " + device, handle -> row(handle, device));
    }

    @Override
    public List<DeviceRecord> list(String after, int limit) {
        return database.read("listing devices after " + after,
                handle -> handle.createQuery(DEVICES + "WHERE device > :after ORDER BY device LIMIT :limit")
                        .bind("after", after).bind("limit", limit).map(SqlDeviceStore::device).list());
    }

    @Override
    public int count() {
        return database.read("counting devices",
                handle -> handle.createQuery("SELECT COUNT(*) FROM device WHERE revoked_at IS NULL")
                        .mapTo(Integer.class).one());
    }

    @Override
    public void addTokens(Collection<String> tokens, Instant expires, Instant now) {
        database.write("keeping " + tokens.size() + " enrolment tokens", handle -> {
            handle.createUpdate("DELETE FROM enrolment_token WHERE device IS NULL AND expires <= :now")
                    .bind("now", Columns.millis(now)).execute();
            PreparedBatch rows =
                    handle.prepareBatch("INSERT INTO enrolment_token (sha256, expires) VALUES (:sha256, :expires)");
            tokens.forEach(token -> rows.bind("sha256", token).bind("expires", Columns.millis(expires)).add());
            return rows.execute();
        });
    }

    private static Optional<DeviceRecord> row(Handle handle, String device) {
        return handle.createQuery(DEVICES + "WHERE device = :device").bind("device", device)
                .map(SqlDeviceStore::device).findOne();
    }

    private static DeviceRecord device(ResultSet row, StatementContext context) throws SQLException {
        long at = row.getLong("revoked_at");
        Optional<Instant> revoked = row.wasNull() ? Optional.empty() : Optional.of(Columns.instant(at));
        String device = row.getString("device");
        return new DeviceRecord(device, row.getString("public_key"),
                Columns.document("table device, device " + device, row.getString("certificate")),
                Columns.instant(row.getLong("enrolled_at")),
                Columns.instant(row.getLong("expires")), revoked);
    }
}
