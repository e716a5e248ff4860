package io.tributary.coordinator.store.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.store.CommitListener;
import io.tributary.coordinator.store.DeviceRecord;
import io.tributary.coordinator.store.RowPorts;
import io.tributary.coordinator.store.StoreException;
import io.tributary.coordinator.store.sql.connection.PostgresServer;
import io.tributary.coordinator.store.sql.connection.Schema;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.SignedDocument;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Programs of several builds on one database: this one, one after it, which only added to the schema, and one that took something away. */
@Timeout(120)
class SchemaVersionTest {
    /** One database, opened by programs of this schema. */
    private interface Programs {
        SqlStores open(Schema schema);
    }

    private static DeviceRecord device(String name) {
        Instant at = Instant.parse("2026-03-01T12:00:00Z");
        return new DeviceRecord(name, "key of " + name, new SignedDocument(new byte[1], new byte[64], new byte[32]), at,
                at.plusSeconds(60), Optional.empty(), Optional.empty());
    }

    private static void enrol(SqlStores member, String name) throws RejectedException {
        member.devices().enrol(device(name), Optional.empty());
    }

    private static void refused(Programs programs, String... words) {
        StoreException refusal =
                assertThrows(StoreException.class, () -> programs.open(Schema.OF_THIS_BUILD).close());
        for (String word : words) {
            assertTrue(String.valueOf(refusal.getMessage()).contains(word), refusal::toString);
        }
    }

    private static void worksOnUntilSomethingIsTakenAway(Programs programs) throws RejectedException {
        try (SqlStores before = programs.open(Schema.OF_THIS_BUILD)) {
            enrol(before, "a");
        }
        try (SqlStores next = programs.open(NextBuild.SCHEMA)) {
            enrol(next, "b");
        }
        try (SqlStores back = programs.open(Schema.OF_THIS_BUILD)) {
            enrol(back, "c");
            assertEquals(3, back.devices().count());
        }
        programs.open(NextBuild.CONTRACT).close();
        refused(programs, "schema 9002, which is for programs of schema 9001 and later", "this program knows schema ");
        try (SqlStores after = programs.open(NextBuild.CONTRACT)) {
            assertEquals(3, after.devices().count());
        }
    }

    @Nested
    class InAFile {
        @TempDir
        private Path directory;

        private SqlStores open(Schema schema) {
            return SqlStores.open("jdbc:sqlite:" + directory.resolve("coordinator.db"), new RowPorts.Hand(),
                    "directory", CommitListener.NONE, schema);
        }

        @Test
        void anOlderProgramWorksOnASchemaThatOnlyAddedAndRefusesAnother() throws RejectedException {
            worksOnUntilSomethingIsTakenAway(this::open);
        }

        @Test
        void aDatabaseThatANewerProgramMigratedIsNotWrittenToUnlessItSaysSo() throws SQLException {
            open(Schema.OF_THIS_BUILD).close();
            open(Schema.OF_THIS_BUILD).close();
            try (Connection connection =
                    DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("coordinator.db"));
                    Statement statement = connection.createStatement()) {
                statement.executeUpdate("INSERT INTO flyway_schema_history SELECT 999, '999', 'of the future', type,"
                        + " script, checksum, installed_by, installed_on, execution_time, success"
                        + " FROM flyway_schema_history WHERE version = '1'");
            }
            refused(this::open, "schema 999", "start the newer program");
        }
    }

    @Nested
    class OnAServer {
        private final PostgresServer server = PostgresWorld.database();

        private SqlStores open(Schema schema) {
            return SqlStores.open(server, LeaseClock.DATABASE, "directory", CommitListener.NONE, schema);
        }

        @Test
        void anOlderProgramWorksOnASchemaThatOnlyAddedAndRefusesAnother() throws RejectedException {
            worksOnUntilSomethingIsTakenAway(this::open);
        }

        @Test
        void membersWorkOnWhileTheFirstOfTheNextBuildAddsToTheSchema() throws RejectedException {
            try (SqlStores one = open(Schema.OF_THIS_BUILD); SqlStores other = open(Schema.OF_THIS_BUILD)) {
                enrol(one, "a");
                try (SqlStores next = open(NextBuild.SCHEMA)) {
                    enrol(one, "b");
                    enrol(next, "c");
                    enrol(other, "d");
                    assertEquals(4, one.devices().count());
                    assertEquals(4, next.devices().count());
                }
                enrol(other, "e");
            }
        }
    }
}
