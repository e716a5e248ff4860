package io.tributary.coordinator.store.sql;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import io.tributary.coordinator.store.AuditStore;
import io.tributary.coordinator.store.CommitListener;
import io.tributary.coordinator.store.DeviceStore;
import io.tributary.coordinator.store.KnownStore;
import io.tributary.coordinator.store.LastWritten;
import io.tributary.coordinator.store.ModelStore;
import io.tributary.coordinator.store.PartStore;
import io.tributary.coordinator.store.RoundStore;
import io.tributary.coordinator.store.RunStore;
import io.tributary.coordinator.store.StoreException;
import io.tributary.coordinator.store.sql.connection.Dialect;
import io.tributary.coordinator.store.sql.connection.PostgresPools;
import io.tributary.coordinator.store.sql.connection.PostgresServer;
import io.tributary.coordinator.store.sql.connection.Schema;
import io.tributary.coordinator.store.sql.connection.SqlitePools;
import io.tributary.secureagg.file.Disk;
import io.tributary.secureagg.file.DurableTree;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * The ports that keep rows, over one database, SQLite's or PostgreSQL's, migrated to the newest schema when it opens. Thread-safe; calls block, on
 * whatever thread makes them. A transaction that returned is durable. Instants are kept to the millisecond.
 */
public final class SqlStores implements AutoCloseable {
    private final HikariDataSource writer;
    private final HikariDataSource readers;
    private final RunStore runs;
    private final RoundStore rounds;
    private final DeviceStore devices;
    private final ModelStore models;
    private final AuditStore audit;
    private final KnownStore known;
    private final Database database;
    private final PartStore parts;
    private final LeaseClock clock;

    private SqlStores(HikariDataSource writer, HikariDataSource readers, Dialect dialect, LeaseClock clock,
            String directory, CommitListener commits) {
        this.writer = writer;
        this.readers = readers;
        this.database = new Database(Jdbi.create(writer), Jdbi.create(readers), dialect, commits);
        database.belongTo(directory);
        this.runs = new SqlRunStore(database, clock);
        this.rounds = new SqlRoundStore(database);
        this.devices = new SqlDeviceStore(database);
        this.models = new SqlModelStore(database);
        this.audit = new SqlAuditStore(database);
        this.known = new SqlKnownStore(database);
        this.parts = new SqlPartStore(database);
        this.clock = clock;
    }

    /** As {@link #open(Path, InstantSource, String, CommitListener)}, for a database of no directory to whose commits nobody listens. */
    public static SqlStores open(Path file, InstantSource clock) {
        return open(file, clock, UUID.randomUUID().toString(), CommitListener.NONE);
    }

    /**
     * Opens a database file, made with its directory if it is not there.
     *
     * @param clock whose time leases follow: the database's clock, which for SQLite is this process's
     * @param directory id of the directory that a new database belongs to
     * @param commits is told of each transaction
     * @throws StoreException if it cannot be opened or migrated
     */
    public static SqlStores open(Path file, InstantSource clock, String directory, CommitListener commits) {
        String path = file.toAbsolutePath().toString();
        if (path.contains("?")) {
            throw new IllegalArgumentException("a database file's path cannot contain '?': " + path);
        }
        try {
            DurableTree.makeDirectories(file.toAbsolutePath().resolveSibling("").normalize(), Disk.REAL);
        } catch (IOException failed) {
            throw new StoreException("making the directory of the database " + path, failed);
        }
        return open("jdbc:sqlite:" + path, clock, directory, commits);
    }

    /**
     * Opens a database by its JDBC URL, so far {@code jdbc:sqlite:FILE} alone.
     *
     * @throws StoreException if it cannot be opened or migrated
     */
    public static SqlStores open(String jdbcUrl, InstantSource clock) {
        return open(jdbcUrl, clock, UUID.randomUUID().toString(), CommitListener.NONE);
    }

    /**
     * Opens the database of a cluster, and makes its tables if they are not there.
     *
     * @param clock whose time leases follow
     * @param directory id that a new database is given; the first member's counts
     * @param commits is told of each transaction of this member
     * @throws StoreException if it cannot be reached or migrated, or is one that could lose or reorder what is stored
     */
    public static SqlStores open(PostgresServer server, InstantSource clock, String directory,
            CommitListener commits) {
        return open(server, LeaseClock.of(clock), directory, commits);
    }

    /** The same, where leases follow the server's own time. */
    public static SqlStores open(PostgresServer server, String directory, CommitListener commits) {
        return open(server, LeaseClock.DATABASE, directory, commits);
    }

    private static SqlStores open(PostgresServer server, LeaseClock clock, String directory, CommitListener commits) {
        return open(server, clock, directory, commits, Schema.OF_THIS_BUILD);
    }

    /** As a build that knows this schema. */
    static SqlStores open(PostgresServer server, LeaseClock clock, String directory, CommitListener commits,
            Schema schema) {
        return open(new Place("the database " + server, Dialect.POSTGRESQL, () -> PostgresPools.writer(server),
                () -> PostgresPools.readers(server), schema), clock, directory, commits);
    }

    private static SqlStores open(String jdbcUrl, InstantSource clock, String directory, CommitListener commits) {
        return open(jdbcUrl, clock, directory, commits, Schema.OF_THIS_BUILD);
    }

    /** As a build that knows this schema. */
    static SqlStores open(String jdbcUrl, InstantSource clock, String directory, CommitListener commits,
            Schema schema) {
        return open(new Place("the database " + jdbcUrl, Dialect.SQLITE, () -> SqlitePools.writer(jdbcUrl),
                () -> SqlitePools.readers(jdbcUrl), schema), LeaseClock.of(clock), directory, commits);
    }

    private record Place(String name, Dialect dialect, Supplier<HikariDataSource> write,
            Supplier<HikariDataSource> read, Schema schema) {}

    private static SqlStores open(Place place, LeaseClock clock, String directory, CommitListener commits) {
        @Nullable HikariDataSource writer = null;
        @Nullable HikariDataSource readers = null;
        try {
            writer = place.write().get();
            Jdbi.create(writer).useHandle(place.dialect()::require);
            place.schema().bring(writer, place.dialect());
            readers = place.read().get();
            return new SqlStores(writer, readers, place.dialect(), clock, directory, commits);
        } catch (HikariPool.PoolInitializationException | FlywayException | JdbiException failed) {
            close(writer);
            close(readers);
            throw new StoreException("opening " + place.name(), failed);
        } catch (StoreException refused) {
            close(writer);
            close(readers);
            throw new StoreException("opening " + place.name() + ": " + refused.getMessage(), refused);
        }
    }

    private static void close(@Nullable HikariDataSource pool) {
        if (pool != null) {
            pool.close();
        }
    }

    /** Runs and who owns them. */
    public RunStore runs() {
        return runs;
    }

    /** Events, effects and accepted updates. */
    public RoundStore rounds() {
        return rounds;
    }

    /** The population. */
    public DeviceStore devices() {
        return devices;
    }

    /** Model versions. */
    public ModelStore models() {
        return models;
    }

    /** The audit log. */
    public AuditStore audit() {
        return audit;
    }

    /** What is known of files beside the database. */
    public KnownStore known() {
        return known;
    }

    /** What is stored of partial objects, for an object store of several members. */
    public PartStore parts() {
        return parts;
    }

    /** The database's time, by which leases end: of a file, this process's. */
    public Instant now() {
        return Instant.ofEpochMilli(database.read("asking the database what time it is", clock::millis));
    }

    /**
     * What the database says of itself.
     *
     * @param earlier which transaction is asked about
     */
    public DatabaseState state(LastWritten earlier) {
        return database.read("looking which database it is", handle -> {
            try {
                return DatabaseState.of(handle.getConnection(), earlier).orElseThrow();
            } catch (SQLException unreadable) {
                throw new StoreException("looking which database it is", unreadable);
            }
        });
    }

    /** Closes every connection; further calls throw {@link StoreException}. */
    @Override
    public void close() {
        readers.close();
        writer.close();
    }
}
