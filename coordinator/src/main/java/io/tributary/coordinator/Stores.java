package io.tributary.coordinator;

import io.tributary.coordinator.store.AuditStore;
import io.tributary.coordinator.store.BlobStore;
import io.tributary.coordinator.store.DeviceStore;
import io.tributary.coordinator.store.KeyStore;
import io.tributary.coordinator.store.ModelStore;
import io.tributary.coordinator.store.RoundStore;
import io.tributary.coordinator.store.RunStore;
import io.tributary.coordinator.store.keys.FileKeyStore;
import io.tributary.coordinator.store.object.FileBlobStore;
import io.tributary.coordinator.store.sql.SqlStores;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * Everything a coordinator remembers.
 *
 * @param closing closes what is open, once nothing uses it any more
 */
record Stores(RunStore runs, RoundStore rounds, DeviceStore devices, ModelStore models, AuditStore audit,
        BlobStore blobs, KeyStore keys,
        Runnable closing) {
    /** One database file, a tree of blobs and a tree of keys in one directory. */
    static Stores open(Path directory, InstantSource clock) {
        FileBlobStore blobs = new FileBlobStore(directory.resolve("blobs"));
        FileKeyStore keys = new FileKeyStore(directory.resolve("keys"));
        SqlStores rows = SqlStores.open(directory.resolve("coordinator.db"), clock);
        return new Stores(rows.runs(), rows.rounds(), rows.devices(), rows.models(), rows.audit(), blobs, keys,
                rows::close);
    }
}
