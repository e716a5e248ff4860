package io.tributary.coordinator;

import io.tributary.coordinator.audit.ArchivedAuditStore;
import io.tributary.coordinator.directory.ClusterHome;
import io.tributary.coordinator.directory.CoordinatorDirectory;
import io.tributary.coordinator.directory.FilesInUse;
import io.tributary.coordinator.storage.ClusterStorage;
import io.tributary.coordinator.store.AuditStore;
import io.tributary.coordinator.store.DeviceStore;
import io.tributary.coordinator.store.KeyStore;
import io.tributary.coordinator.store.KnownStore;
import io.tributary.coordinator.store.ModelStore;
import io.tributary.coordinator.store.ObjectStore;
import io.tributary.coordinator.store.RoundStore;
import io.tributary.coordinator.store.RunStore;
import io.tributary.coordinator.store.keys.FileKeyStore;
import io.tributary.coordinator.store.keys.ObjectKeyStore;
import io.tributary.coordinator.store.object.FileObjectStore;
import io.tributary.coordinator.store.object.s3.S3ObjectStore;
import io.tributary.coordinator.store.sql.SqlStores;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * Everything that a coordinator stores.
 *
 * @param files the files that hold it
 * @param shared whether other coordinators use the same stores
 * @param closing closes the database, when nothing uses it any more
 */
record Stores(Rows rows, ObjectStore objects, KeyStore keys, KnownStore known, FilesInUse files,
        boolean shared, Runnable closing) {
    /** What is stored in one database. */
    record Rows(RunStore runs, RoundStore rounds, DeviceStore devices, ModelStore models, AuditStore audit) {}

    /** One database file, a tree of objects and a tree of keys in one directory. */
    static Stores open(Path directory, CoordinatorDirectory home, InstantSource clock) {
        FileObjectStore objects = new FileObjectStore(directory.resolve("objects"));
        FileKeyStore keys = new FileKeyStore(directory.resolve("keys"));
        SqlStores sql =
                SqlStores.open(directory.resolve(CoordinatorDirectory.DATABASE), clock, home.id(), home.commits());
        Rows rows = new Rows(sql.runs(), sql.rounds(), sql.devices(), sql.models(),
                new ArchivedAuditStore(sql.audit(), objects));
        return new Stores(rows, objects, keys, sql.known(), FilesInUse.of(directory), false, () -> {
            sql.close();
            home.databaseClosed();
        });
    }

    /** The database and the buckets of a cluster. */
    static Stores shared(ClusterHome home, ClusterStorage storage, CoordinatorOptions options) {
        SqlStores sql = home.rows();
        S3ObjectStore bucket = new S3ObjectStore(storage.keys(), sql.parts(), options.directory().resolve("keys"),
                options.clock());
        KeyStore keys = new ObjectKeyStore(bucket, "keys", storage.keyEncryption());
        Rows rows = new Rows(sql.runs(), sql.rounds(), sql.devices(), sql.models(),
                new ArchivedAuditStore(sql.audit(), home.objects()));
        return new Stores(rows, home.objects(), keys, sql.known(), FilesInUse.none(), true, bucket::close);
    }
}
