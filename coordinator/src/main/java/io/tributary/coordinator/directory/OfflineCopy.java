package io.tributary.coordinator.directory;

import io.tributary.coordinator.audit.ArchivedAuditStore;
import io.tributary.coordinator.audit.AuditReport;
import io.tributary.coordinator.audit.AuditVerifier;
import io.tributary.coordinator.audit.StoredEntries;
import io.tributary.coordinator.registry.Lineage;
import io.tributary.coordinator.store.DamagedException;
import io.tributary.coordinator.store.ObjectStore;
import io.tributary.coordinator.store.object.FileObjectStore;
import io.tributary.coordinator.store.sql.SqlStores;
import io.tributary.protocol.RejectedException;
import io.tributary.secureagg.file.FollowedKeys;
import io.tributary.secureagg.identity.KeyChain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;

/**
 * The directory of a coordinator that does not run, or a copy of one, of which nothing is believed but what keys signed that follow from a pinned one. Changes
 * nothing there: the database is read as a copy. One thread.
 */
public final class OfflineCopy implements AutoCloseable {
    private final Path directory;
    private final DatabaseCopy copy;
    private final SqlStores rows;

    private OfflineCopy(Path directory, DatabaseCopy copy, SqlStores rows) {
        this.directory = directory;
        this.copy = copy;
        this.rows = rows;
    }

    /**
     * Opens it.
     *
     * @throws DamagedException if its database cannot be read at all
     * @throws IOException if there is no database, or it cannot be copied
     */
    public static OfflineCopy open(Path directory) throws IOException {
        Path database = directory.resolve(CoordinatorDirectory.DATABASE);
        if (!Files.exists(database)) {
            throw new NoSuchFileException(database.toString());
        }
        DatabaseCopy copy = DatabaseCopy.of(database);
        boolean opened = false;
        try {
            DatabaseCheck.requireReadable(database, copy.file());
            OfflineCopy offline = new OfflineCopy(directory, copy, SqlStores.open(copy.file(), InstantSource.system()));
            opened = true;
            return offline;
        } finally {
            if (!opened) {
                copy.close();
            }
        }
    }

    /**
     * These keys, and those of the copy that follow from them, if it has any.
     *
     * @throws IOException if the copy's keys cannot be read, or fork from these
     */
    public KeyChain follow(KeyChain known) throws IOException {
        return FollowedKeys.open(directory.resolve(CoordinatorDirectory.CHAIN), known, _ -> {}).chain();
    }

    /** Checks the whole audit log. */
    public AuditReport verify(AuditVerifier verifier) {
        return verifier.verify(new StoredEntries(new ArchivedAuditStore(rows.audit(),
                FileObjectStore.reading(directory.resolve("objects")))));
    }

    /** Names of all models, sorted. */
    public Set<String> models() {
        return rows.models().newestOfEach("", Integer.MAX_VALUE).keySet();
    }

    /**
     * Checks the whole lineage of a model.
     *
     * @return number of versions
     * @throws RejectedException that names the first version that is not whole
     */
    public int verify(KeyChain keys, String model) throws RejectedException {
        ObjectStore objects = FileObjectStore.reading(directory.resolve("objects"));
        return new Lineage(rows.models(), objects, keys, model).verify();
    }

    @Override
    public void close() throws IOException {
        rows.close();
        copy.close();
    }
}
