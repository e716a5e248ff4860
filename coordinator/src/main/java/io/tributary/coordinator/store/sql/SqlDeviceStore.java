package io.tributary.coordinator.store.sql;

import io.tributary.coordinator.store.DeviceChange;
import io.tributary.coordinator.store.DeviceRecord;
import io.tributary.coordinator.store.DeviceStore;
import io.tributary.coordinator.store.ListedDevice;
import io.tributary.coordinator.store.TokenRecord;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.SignedDocument;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;

/** The population in the table {@code device}, tokens in {@code enrolment_token}. */
final class SqlDeviceStore implements DeviceStore {
    private static final String DEVICES =
            "SELECT device, public_key, certificate, enrolled_at, expires, revoked_at, cloned_at, seen_at FROM device ";

    private final Database database;
    private final EnrolmentTokenTable tokens;

    SqlDeviceStore(Database database) {
        this.database = database;
        this.tokens = new EnrolmentTokenTable(database);
    }

    @Override
    public DeviceRecord enrol(DeviceRecord device, Optional<String> token) throws RejectedException {
        return database.write("enrolling " + device.device(), handle -> {
            boolean fresh = token.isPresent() && new TokenRow(handle, token.get()).claim(device);
            requireOwnKey(handle, device);
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
    public DeviceRecord recover(DeviceRecord device, String token) throws RejectedException {
        return database.write("recovering " + device.device(), handle -> {
            boolean fresh = new TokenRow(handle, token).claim(device);
            requireOwnKey(handle, device);
            DeviceRecord there = unrevoked(handle, device.device());
            boolean known = there.publicKey().equals(device.publicKey());
            if (fresh && known) {
                throw new RejectedException(Reason.INVALID_FIELD, "publicKey: it is the key that the copies of "
                        + device.device() + " have; a device is recovered with a new one");
            }
            if (!fresh && !known) {
                throw new RejectedException(Reason.CLONED,
                        device.device() + " has been recovered again since this token was used");
            }
            if (!known) {
                former(handle, there);
            }
            handle.createUpdate("UPDATE device SET public_key = :key, cloned_at = NULL WHERE device = :device")
                    .bind("key", device.publicKey()).bind("device", device.device()).execute();
            if (!known) {
                changed(handle, device.device());
            }
            boolean over = !there.expires().isAfter(device.enrolled());
            return fresh || over ? certified(handle, there.device(), device.certificate(), device.expires()) : there;
        });
    }

    private static void former(Handle handle, DeviceRecord device) {
        handle.createUpdate("""
                INSERT INTO former_key (public_key, device) VALUES (:key, :device) ON CONFLICT DO NOTHING
                """).bind("key", device.publicKey()).bind("device", device.device()).execute();
    }

    @Override
    public boolean cloned(String device, Instant now) {
        return database.write("keeping that copies of " + device + " were seen", handle -> changedIf(handle
                .createUpdate("UPDATE device SET cloned_at = :now WHERE device = :device AND cloned_at IS NULL")
                .bind("now", Columns.millis(now)).bind("device", device).execute() == 1, handle, device));
    }

    private static boolean changedIf(boolean changed, Handle handle, String device) {
        if (changed) {
            changed(handle, device);
        }
        return changed;
    }

    /** Transactions that write follow each other, so that numbers are in the order of commits. */
    private static void changed(Handle handle, String device) {
        handle.createUpdate("""
                INSERT INTO device_change (device, number)
                SELECT :device, COALESCE(MAX(number), 0) + 1 FROM device_change WHERE 1 = 1
                ON CONFLICT (device) DO UPDATE SET number = excluded.number
                """).bind("device", device).execute();
    }

    @Override
    public List<DeviceChange> changes(long after, int limit) {
        return database.read("reading which devices changed", handle -> handle.createQuery("""
                SELECT number, device FROM device_change WHERE number > :after ORDER BY number LIMIT :limit
                """).bind("after", after).bind("limit", limit)
                .map((row, _) -> new DeviceChange(row.getLong("number"), row.getString("device"))).list());
    }

    /** A key is one device's: who was revoked does not come back with it under another name. */
    private static void requireOwnKey(Handle handle, DeviceRecord device) throws RejectedException {
        Optional<DeviceRecord> other =
                handle.createQuery(DEVICES + "WHERE public_key = :key AND device <> :device")
                        .bind("key", device.publicKey()).bind("device", device.device()).map(SqlDeviceStore::device)
                        .findFirst();
        if (other.isPresent()) {
            boolean revoked = other.get().revoked().isPresent();
            throw new RejectedException(revoked ? Reason.REVOKED : Reason.DEVICE_TAKEN,
                    revoked ? "the device of this key was revoked" : "this key is enrolled as another device");
        }
    }

    @Override
    public DeviceRecord renew(String device, SignedDocument certificate, Instant expires) throws RejectedException {
        return database.write("renewing the certificate of " + device, handle -> {
            living(handle, device);
            return certified(handle, device, certificate, expires);
        });
    }

    private static DeviceRecord unrevoked(Handle handle, String device) throws RejectedException {
        DeviceRecord there = required(handle, device);
        if (there.revoked().isPresent()) {
            throw new RejectedException(Reason.REVOKED, device + " was revoked at " + there.revoked().get());
        }
        return there;
    }

    private static DeviceRecord living(Handle handle, String device) throws RejectedException {
        DeviceRecord there = unrevoked(handle, device);
        if (there.cloned().isPresent()) {
            throw new RejectedException(Reason.CLONED, "two copies of " + device + " were seen at "
                    + there.cloned().get() + ": it needs a token of ./tributary devices recover " + device);
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
            changedIf(handle
                    .createUpdate("UPDATE device SET revoked_at = :now WHERE device = :device AND revoked_at IS NULL")
                    .bind("now", Columns.millis(now)).bind("device", device).execute() == 1, handle, device);
            return required(handle, device);
        });
    }

    @Override
    public Optional<DeviceRecord> find(String device) {
        return database.read("finding the device " + device, handle -> row(handle, device));
    }

    @Override
    public Optional<DeviceRecord> holder(String publicKey) {
        return database.read("looking for the device of a key",
                handle -> handle.createQuery(DEVICES + """
                        WHERE public_key = :key
                        OR device = (SELECT device FROM former_key WHERE public_key = :key)
                        """).bind("key", publicKey).map(SqlDeviceStore::device).list().stream()
                        .max(Comparator.comparing(device -> device.publicKey().equals(publicKey))));
    }

    @Override
    public DeviceRecord restore(String device) throws RejectedException {
        return database.write("restoring " + device, handle -> {
            changedIf(handle.createUpdate("""
                    UPDATE device SET revoked_at = NULL WHERE device = :device AND revoked_at IS NOT NULL
                    """).bind("device", device).execute() == 1, handle, device);
            return required(handle, device);
        });
    }

    @Override
    public List<ListedDevice> list(Optional<Boolean> revoked, String after, int limit) {
        String only = revoked.map(yes -> yes ? "revoked_at IS NOT NULL AND " : "revoked_at IS NULL AND ").orElse("");
        return database.read("listing devices after " + after,
                handle -> handle.createQuery(DEVICES + "WHERE " + only + "device > :after ORDER BY device LIMIT :limit")
                        .bind("after", after).bind("limit", limit)
                        .map(SqlDeviceStore::listed).list());
    }

    @Override
    public Optional<ListedDevice> listed(String device) {
        return database.read("finding the device " + device, handle -> handle
                .createQuery(DEVICES + "WHERE device = :device").bind("device", device)
                .map(SqlDeviceStore::listed).findOne());
    }

    private static ListedDevice listed(ResultSet row, StatementContext context) throws SQLException {
        return new ListedDevice(device(row, context), Columns.optional(row, "seen_at"));
    }

    @Override
    public void seen(Map<String, Instant> devices) {
        database.write("keeping when " + devices.size() + " devices were seen", handle -> {
            PreparedBatch rows = handle.prepareBatch("UPDATE device SET seen_at = :seen WHERE device = :device");
            devices.forEach((device, at) -> rows.bind("seen", Columns.millis(at)).bind("device", device).add());
            return devices.isEmpty() ? new int[0] : rows.execute();
        });
    }

    @Override
    public int count() {
        return database.read("counting devices",
                handle -> handle.createQuery("SELECT COUNT(*) FROM device WHERE revoked_at IS NULL")
                        .mapTo(Integer.class).one());
    }

    @Override
    public List<String> eligible(Instant now) {
        return database.read("listing the devices that may take part", handle -> handle.createQuery("""
                SELECT device FROM device WHERE revoked_at IS NULL AND cloned_at IS NULL AND expires > :now
                ORDER BY device
                """).bind("now", Columns.millis(now)).mapTo(String.class).list());
    }

    @Override
    public void requireToken(String token, Instant now) throws RejectedException {
        Optional<Boolean> good = database.read("looking for an enrolment token",
                handle -> handle.createQuery("""
                        SELECT device IS NOT NULL OR expires > :now FROM enrolment_token WHERE sha256 = :sha256
                        """).bind("sha256", token).bind("now", Columns.millis(now)).mapTo(Boolean.class).findOne());
        if (good.isEmpty()) {
            throw TokenRow.unknown();
        }
        if (!good.get()) {
            throw TokenRow.expired();
        }
    }

    @Override
    public void addTokens(Collection<TokenRecord> added, Instant now) {
        tokens.add(added, now);
    }

    @Override
    public int unusedTokens() {
        return tokens.unused();
    }

    @Override
    public List<TokenRecord> tokens(Optional<Boolean> used, String after, int limit) {
        return tokens.list(used, after, limit);
    }

    @Override
    public void deleteToken(String hashPrefix) throws RejectedException {
        tokens.delete(hashPrefix);
    }

    private static Optional<DeviceRecord> row(Handle handle, String device) {
        return handle.createQuery(DEVICES + "WHERE device = :device").bind("device", device)
                .map(SqlDeviceStore::device).findOne();
    }

    private static DeviceRecord device(ResultSet row, StatementContext context) throws SQLException {
        String device = row.getString("device");
        return new DeviceRecord(device, row.getString("public_key"),
                Columns.document("table device, device " + device, row.getString("certificate")),
                Columns.instant(row.getLong("enrolled_at")),
                Columns.instant(row.getLong("expires")), Columns.optional(row, "revoked_at"),
                Columns.optional(row, "cloned_at"));
    }
}
