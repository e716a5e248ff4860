package io.tributary.coordinator.store.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.store.AuditStore;
import io.tributary.coordinator.store.CommitListener;
import io.tributary.coordinator.store.DeviceChange;
import io.tributary.coordinator.store.ListedDevice;
import io.tributary.coordinator.store.RowPorts;
import io.tributary.coordinator.store.TokenRecord;
import io.tributary.coordinator.store.sql.connection.PostgresServer;
import io.tributary.coordinator.store.sql.connection.Schema;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The database that the build before schema 5 left, under this one; and that build's statements on this build's schema. */
@Timeout(120)
class PreviousSchemaTest {
    private final RowPorts.Hand clock = new RowPorts.Hand();

    /**
     * A column.
     *
     * @param type as the database calls it
     * @param needed whether an insert must say it
     */
    private record Column(String type, boolean needed) {}

    private static Map<String, Column> columns(Connection connection) throws SQLException {
        Map<String, Column> columns = new TreeMap<>();
        try (ResultSet found = connection.getMetaData().getColumns(null, connection.getSchema(), "%", "%")) {
            while (found.next()) {
                boolean isNullable = "YES".equals(found.getString("IS_NULLABLE"));
                columns.put(found.getString("TABLE_NAME") + "." + found.getString("COLUMN_NAME"),
                        new Column(found.getString("TYPE_NAME"),
                                !isNullable && found.getString("COLUMN_DEF") == null));
            }
        }
        return columns;
    }

    private static void onlyAdds(Map<String, Column> before, Map<String, Column> now) {
        before.forEach((name, column) -> assertEquals(column, now.get(name), name));
        now.forEach((name, column) -> assertTrue(
                before.containsKey(name) || !column.needed() || isOfANewTable(name, before),
                () -> "an older program does not say " + name));
    }

    private static boolean isOfANewTable(String column, Map<String, Column> before) {
        String table = column.substring(0, column.indexOf('.') + 1);
        return before.keySet().stream().noneMatch(name -> name.startsWith(table));
    }

    private static String text(String resource) throws Exception {
        try (InputStream in = Objects.requireNonNull(PreviousSchemaTest.class.getResourceAsStream(resource))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"V1__schema.sql", "V2__parts.sql", "V3__device_changes.sql", "V4__run_priority.sql"})
    void theMigrationsOfThePreviousBuildAreWhatTheyWere(String file) throws Exception {
        assertEquals(text("/previous-build/schema/" + file), text("/db/migration/" + file));
    }

    /** Reads everything that the previous build wrote and a run does not. */
    private static void isRead(SqlStores rows) {
        assertEquals(List.of("ann", "bob"),
                rows.devices().list(Optional.empty(), "", 9).stream().map(ListedDevice::device)
                        .map(device -> device.device()).toList());
        assertEquals(List.of("bob"), rows.devices().list(Optional.of(true), "", 9).stream()
                .map(listed -> listed.device().device()).toList());
        assertEquals(List.of("bob"), rows.devices().changes(0, 9).stream().map(DeviceChange::device).toList());
        List<TokenRecord> tokens = rows.devices().tokens(Optional.empty(), "", 9);
        assertEquals(1, tokens.size());
        assertEquals(Optional.of("ann"), tokens.getFirst().usedBy());
        assertEquals(List.of(1L, 2L), rows.audit().after(0, 9).stream().map(AuditStore.Row::sequence).toList());
        assertEquals(7, rows.parts().find("updates/partial").orElseThrow().size());
        assertEquals(Optional.of("a fingerprint"), rows.known().find("key"));
    }

    @Test
    @DisplayName("In a file, this build reads what that build wrote, and that build could write it beside this one")
    void inAFile(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("coordinator.db");
        Map<String, Column> before;
        try (SqlStores old = SqlStores.open("jdbc:sqlite:" + file, clock, "previous", CommitListener.NONE,
                PreviousDatabase.SCHEMA); Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            assertEquals(4, PreviousDatabase.schema(connection));
            before = columns(connection);
            assertEquals(0, old.devices().count());
        }
        try (SqlStores rows = PreviousDatabase.upgraded(directory.resolve("full.db"), clock)) {
            isRead(rows);
        }
        SqlStores.open("jdbc:sqlite:" + file, clock, "previous", CommitListener.NONE, Schema.OF_THIS_BUILD).close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            assertTrue(PreviousDatabase.schema(connection) > 4);
            onlyAdds(before, columns(connection));
            PreviousDatabase.fill(connection);
        }
    }

    @Test
    @DisplayName("On a server, this build reads what that build wrote, and that build could write it beside this one")
    void onAServer() throws Exception {
        PostgresServer server = PostgresWorld.database();
        LeaseClock leases = LeaseClock.of(clock);
        Map<String, Column> before;
        SqlStores.open(server, leases, "previous", CommitListener.NONE, PreviousDatabase.SCHEMA).close();
        try (Connection connection = PreviousDatabase.connect(server)) {
            assertEquals(4, PreviousDatabase.schema(connection));
            before = columns(connection);
        }
        SqlStores.open(server, leases, "previous", CommitListener.NONE, Schema.OF_THIS_BUILD).close();
        try (Connection connection = PreviousDatabase.connect(server)) {
            onlyAdds(before, columns(connection));
            PreviousDatabase.fill(connection);
        }
        try (SqlStores rows = SqlStores.open(server, leases, "previous", CommitListener.NONE, Schema.OF_THIS_BUILD)) {
            isRead(rows);
        }
    }
}
