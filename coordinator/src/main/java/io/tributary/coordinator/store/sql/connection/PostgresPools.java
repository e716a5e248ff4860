package io.tributary.coordinator.store.sql.connection;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;

/**
 * Connections to one PostgreSQL database: one that writes and some that read. Every commit is synced whatever the server's default is (I1).
 * The server ends a transaction whose member has stopped in the middle, as all other members wait for it.
 */
public final class PostgresPools {
    private static final int READERS = 8;
    /** One that writes, and one on which Flyway holds its lock while it migrates. */
    private static final int WRITERS = 2;
    private static final Duration WAIT_TO_WRITE = Duration.ofSeconds(30);
    private static final Duration WAIT_TO_READ = Duration.ofSeconds(5);
    /** Of the session: another member's transaction is waited for, and one that does nothing is ended before that. */
    private static final String SETTINGS = "-c synchronous_commit=on -c lock_timeout=20s -c statement_timeout=60s"
            + " -c idle_in_transaction_session_timeout=5s";

    private PostgresPools() {}

    /** Each statement reads what is committed. */
    public static HikariDataSource writer(PostgresServer server) {
        return new HikariDataSource(pool(server, "writer", WRITERS, WAIT_TO_WRITE, "TRANSACTION_READ_COMMITTED"));
    }

    /** Each transaction reads the state at its first statement. */
    public static HikariDataSource readers(PostgresServer server) {
        HikariConfig config = pool(server, "readers", READERS, WAIT_TO_READ, "TRANSACTION_REPEATABLE_READ");
        config.setReadOnly(true);
        return new HikariDataSource(config);
    }

    private static HikariConfig pool(PostgresServer server, String name, int size, Duration wait, String isolation) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(server.jdbcUrl());
        config.setUsername(server.user());
        config.setPassword(server.password());
        config.setPoolName("tributary-" + name);
        config.setMaximumPoolSize(size);
        config.setConnectionTimeout(wait.toMillis());
        config.setTransactionIsolation(isolation);
        config.addDataSourceProperty("options", SETTINGS);
        config.addDataSourceProperty("ApplicationName", "tributary-" + name);
        config.addDataSourceProperty("tcpKeepAlive", "true");
        return config;
    }
}
