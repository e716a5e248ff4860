package io.tributary.coordinator.store.sql.connection;

import java.util.Map;
import org.jdbi.v3.core.Handle;

/** In what the databases differ. The statements of the ports are the same for all. */
public enum Dialect {
    /** One file of one member: a transaction that writes takes the file's lock when it begins. */
    SQLITE("BLOB", "WITHOUT ROWID") {
        @Override
        public void require(Handle handle) {}

        @Override
        public void begin(Handle handle) {}

        @Override
        public void lockDirectory(Handle handle) {}
    },
    /**
     * A server of several members. A transaction that writes locks the row that counts transactions before it looks at anything: writes follow
     * one another, whichever member makes them, and each sees all before it.
     */
    POSTGRESQL("BYTEA", "") {
        @Override
        public void require(Handle handle) {
            PostgresCheck.require(handle);
        }

        @Override
        public void begin(Handle handle) {
            handle.createQuery("SELECT sequence FROM directory FOR UPDATE").mapTo(Long.class).list();
        }

        @Override
        public void lockDirectory(Handle handle) {
            handle.execute("LOCK TABLE directory IN EXCLUSIVE MODE");
        }
    };

    private final String bytes;
    private final String clustered;

    Dialect(String bytes, String clustered) {
        this.bytes = bytes;
        this.clustered = clustered;
    }

    /** What the words of the schema stand for. */
    public Map<String, String> placeholders() {
        return Map.of("bytes", bytes, "clustered", clustered);
    }

    /** Whether this database will do. @throws io.tributary.coordinator.store.StoreException if not */
    public abstract void require(Handle handle);

    /** The first thing that a transaction does which writes. */
    public abstract void begin(Handle handle);

    /** Nobody else gives the database to a directory until this transaction ends. */
    public abstract void lockDirectory(Handle handle);
}
