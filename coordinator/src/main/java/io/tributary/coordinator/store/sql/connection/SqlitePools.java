package io.tributary.coordinator.store.sql.connection;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;

/**
 * Connections to one SQLite file: one that writes and some that read. Every commit is synced (I1), foreign keys hold, and another
 * process that holds the lock is waited for.
 */
public final class SqlitePools {
    private static final int READERS = 4;
    private static final Duration BUSY = Duration.ofSeconds(5);
    /** For the one connection that writes, which a group of writes gives to one thread at a time. */
    private static final Duration WAIT_TO_WRITE = Duration.ofSeconds(30);
    private static final Duration WAIT_TO_READ = Duration.ofSeconds(5);

    private SqlitePools() {}

    /** One connection, whose transactions begin with the write lock. */
    public static HikariDataSource writer(String jdbcUrl) {
        HikariConfig config = pool(jdbcUrl, "writer", 1, WAIT_TO_WRITE);
        // Takes the write lock when a transaction begins, so that no other process writes between its reads and its writes.
        config.addDataSourceProperty("transaction_mode", "IMMEDIATE");
        return new HikariDataSource(config);
    }

    /** Connections that cannot write. */
    public static HikariDataSource readers(String jdbcUrl) {
        HikariConfig config = pool(jdbcUrl, "readers", READERS, WAIT_TO_READ);
        config.setConnectionInitSql("PRAGMA query_only = ON");
        return new HikariDataSource(config);
    }

    private static HikariConfig pool(String jdbcUrl, String name, int size, Duration wait) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(jdbcUrl);
        config.setPoolName("tributary-" + name);
        config.setMaximumPoolSize(size);
        config.setConnectionTimeout(wait.toMillis());
        config.addDataSourceProperty("journal_mode", "WAL");
        config.addDataSourceProperty("synchronous", "FULL");
        config.addDataSourceProperty("foreign_keys", "true");
        config.addDataSourceProperty("busy_timeout", String.valueOf(BUSY.toMillis()));
        return config;
    }
}
