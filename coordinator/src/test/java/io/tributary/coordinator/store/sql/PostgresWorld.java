package io.tributary.coordinator.store.sql;

import io.tributary.coordinator.store.sql.connection.PostgresServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;

/** A PostgreSQL server for tests, started once a JVM on a port of its own, whose databases are as a cluster's must be. */
public final class PostgresWorld {
    private static final String USER = "postgres";
    private static final AtomicInteger MADE = new AtomicInteger();

    private PostgresWorld() {}

    /** Started when it is first asked for; the JVM's end stops it. */
    private static final class Server {
        static final EmbeddedPostgres RUNNING = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setOverrideWorkingDirectory(new File(System.getProperty("basedir", "."), "target/postgresql"))
                        .setServerConfig("fsync", "on").setServerConfig("full_page_writes", "on").start();
            } catch (IOException failed) {
                throw new IllegalStateException("PostgreSQL does not start", failed);
            }
        }
    }

    /** PostgreSQL does not run as root; as root it is started in a user namespace, which some containers refuse. */
    private static boolean isRefusedHere() {
        try {
            return "root".equals(System.getProperty("user.name"))
                    && new ProcessBuilder("unshare", "-U", "true").start().waitFor() != 0;
        } catch (IOException missing) {
            return true;
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** An empty database of its own. */
    public static PostgresServer database() {
        return database("ENCODING 'UTF8' LOCALE 'C'");
    }

    /** The same, made with these options. */
    static PostgresServer database(String options) {
        Assumptions.assumeFalse(isRefusedHere(), "PostgreSQL runs neither as root nor, here, in a user namespace");
        String name = "tributary_" + MADE.incrementAndGet();
        execute(USER, "CREATE DATABASE " + name + " TEMPLATE template0 " + options);
        return new PostgresServer(url(name), USER, "any");
    }

    /** Runs a statement in a database of this server. */
    public static void execute(PostgresServer server, String statement) {
        execute(server.jdbcUrl().substring(server.jdbcUrl().lastIndexOf('/') + 1), statement);
    }

    /** The first column of what a query finds. */
    static List<String> texts(PostgresServer server, String query) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(), USER, "any");
                Statement sql = connection.createStatement(); ResultSet rows = sql.executeQuery(query)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    private static String url(String name) {
        return "jdbc:postgresql://localhost:" + Server.RUNNING.getPort() + "/" + name;
    }

    private static void execute(String database, String statement) {
        try (Connection connection = DriverManager.getConnection(url(database), USER, "any");
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        } catch (SQLException failed) {
            throw new IllegalStateException(statement, failed);
        }
    }
}
