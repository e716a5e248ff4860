package io.tributary.coordinator.store.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tributary.coordinator.PreviousBuild;
import io.tributary.coordinator.store.CommitListener;
import io.tributary.coordinator.store.sql.connection.PostgresServer;
import io.tributary.coordinator.store.sql.connection.Schema;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A database as the build before schema 5 left it: its migrations, in order, and the rows that it wrote. A row is a line of
 * {@code rows.txt}: its table, a blank, and a JSON object of its columns, where bytes are {@code {"hex": ...}}.
 */
public final class PreviousDatabase {
    /** What that build knew. */
    static final Schema SCHEMA = new Schema(List.of("classpath:previous-build/schema"));
    private static final JsonMapper JSON = new JsonMapper();

    private PreviousDatabase() {}

    /** In a file; opened by this build. */
    public static SqlStores upgraded(Path file, InstantSource clock) throws SQLException {
        String url = "jdbc:sqlite:" + file;
        SqlStores.open(url, clock, "previous", CommitListener.NONE, SCHEMA).close();
        try (Connection connection = DriverManager.getConnection(url)) {
            fill(connection);
        }
        return SqlStores.open(url, clock, "previous", CommitListener.NONE, Schema.OF_THIS_BUILD);
    }

    /** On a server; opened by this build. */
    public static SqlStores upgraded(PostgresServer server, InstantSource clock) throws SQLException {
        LeaseClock leases = LeaseClock.of(clock);
        SqlStores.open(server, leases, "previous", CommitListener.NONE, SCHEMA).close();
        try (Connection connection = connect(server)) {
            fill(connection);
        }
        return SqlStores.open(server, leases, "previous", CommitListener.NONE, Schema.OF_THIS_BUILD);
    }

    static Connection connect(PostgresServer server) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
    }

    /** Puts the rows in place of those that a database has when it was just made. */
    static void fill(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("DELETE FROM transaction_mark");
            statement.executeUpdate("DELETE FROM directory");
        }
        for (String line : PreviousBuild.lines("rows.txt").toList()) {
            int blank = line.indexOf(' ');
            insert(connection, line.substring(0, blank), columns(line.substring(blank + 1)));
        }
        connection.commit();
    }

    private static Map<String, Object> columns(String json) {
        try {
            return JSON.readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException unreadable) {
            throw new AssertionError(json, unreadable);
        }
    }

    /** As an older program does it: of columns that it does not know it says nothing. */
    private static void insert(Connection connection, String table, Map<String, Object> columns) throws SQLException {
        String names = String.join(", ", columns.keySet());
        String places = columns.keySet().stream().map(_ -> "?").collect(Collectors.joining(", "));
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT INTO " + table + " (" + names + ") VALUES (" + places + ")")) {
            int place = 0;
            for (Object value : columns.values()) {
                statement.setObject(++place, value instanceof Map<?, ?> bytes
                        ? HexFormat.of().parseHex((String) bytes.get("hex")) : value);
            }
            statement.executeUpdate();
        }
    }

    /** Which schema a database is at. */
    static int schema(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found =
                        statement.executeQuery("SELECT max(CAST(version AS INTEGER)) FROM flyway_schema_history")) {
            found.next();
            return found.getInt(1);
        }
    }
}
