package io.tributary.coordinator.store.sql.connection;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.tributary.coordinator.store.StoreException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Connections to one SQLite file: one that writes and some that read. Every commit is synced (I1), foreign keys hold, and another
 * process that holds the lock is waited for.
 */
public final class SqlitePools {
    private static final int READERS = 4;
    /** SQLITE_OPEN_READWRITE, without SQLITE_OPEN_CREATE. */
    private static final String READ_AND_WRITE = "2";
    private static final Duration BUSY = Duration.ofSeconds(5);
    /** For the one connection that writes, which a group of writes gives to one thread at a time. */
    private static final Duration WAIT_TO_WRITE = Duration.ofSeconds(30);
    private static final Duration WAIT_TO_READ = Duration.ofSeconds(5);

    private SqlitePools() {}

    /**
     * One connection, whose transactions begin with the write lock. Makes the file if it is not there yet, and never again: a connection that
     * broke is not replaced by one to a new and empty database.
     */
    public static HikariDataSource writer(String jdbcUrl) {
        make(jdbcUrl);
        HikariConfig config = pool(jdbcUrl, "writer", 1, WAIT_TO_WRITE);
        config.addDataSourceProperty("open_mode", READ_AND_WRITE);
        // Takes the write lock when a transaction begins, so that no other process writes between its reads and its writes.
        config.addDataSourceProperty("transaction_mode", "IMMEDIATE");
        return new HikariDataSource(config);
    }

    private static void make(String jdbcUrl) {
        try (var _ = DriverManager.getConnection(jdbcUrl)) {
            // that it is open has made it
        } catch (SQLException failed) {
            throw new StoreException("opening " + jdbcUrl + " to write", failed);
        }
    }

    /** Connections that cannot write, and make no database where there is none any more: the writer made it. */
    public static HikariDataSource readers(String jdbcUrl) {
        HikariConfig config = pool(jdbcUrl, "readers", READERS, WAIT_TO_READ);
        config.addDataSourceProperty("open_mode", READ_AND_WRITE);
        config.setConnectionInitSql("PRAGMA query_only = ON");
        return filled(new HikariDataSource(config));
    }

    /** One that is opened later would make a log anew that was removed meanwhile, and nobody would see that it is lost. */
    private static HikariDataSource filled(HikariDataSource pool) {
        List<Connection> all = new ArrayList<>();
        try {
            for (int number = 0; number < READERS; number++) {
                all.add(pool.getConnection());
            }
            for (Connection connection : all) {
                connection.close();
            }
            return pool;
        } catch (SQLException broken) {
            pool.close();
            throw new StoreException("opening " + pool.getJdbcUrl() + " to read", broken);
        }
    }

    private static HikariConfig pool(String jdbcUrl, String name, int size, Duration wait) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(jdbcUrl);
        config.setPoolName("tributary-" + name);
        config.setMaximumPoolSize(size);
        config.setConnectionTimeout(wait.toMillis());
        config.setMaxLifetime(0); // the file is on this machine: no connection to it grows old
        config.addDataSourceProperty("journal_mode", "WAL");
        config.addDataSourceProperty("synchronous", "FULL");
        config.addDataSourceProperty("foreign_keys", "true");
        config.addDataSourceProperty("busy_timeout", String.valueOf(BUSY.toMillis()));
        return config;
    }
}
