package io.tributary.coordinator.store.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariDataSource;
import io.tributary.coordinator.store.CommitListener;
import io.tributary.coordinator.store.DeviceRecord;
import io.tributary.coordinator.store.LastWritten;
import io.tributary.coordinator.store.RowPorts;
import io.tributary.coordinator.store.StoreException;
import io.tributary.coordinator.store.sql.connection.PostgresPools;
import io.tributary.coordinator.store.sql.connection.PostgresServer;
import io.tributary.protocol.plan.SignedDocument;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("A PostgreSQL database of several members")
@Timeout(120)
class PostgresDatabaseTest {
    private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");
    private static final int EACH = 40;

    private static SqlStores open(PostgresServer server, CommitListener commits) {
        return SqlStores.open(server, new RowPorts.Hand(), "directory", commits);
    }

    private static DeviceRecord device(String name) {
        return new DeviceRecord(name, "key of " + name, new SignedDocument(new byte[1], new byte[64], new byte[32]), AT,
                AT.plusSeconds(60), Optional.empty(), Optional.empty());
    }

    private static void enrol(SqlStores member, String name) {
        for (int index = 0; index < EACH; index++) {
            try {
                member.devices().enrol(device(name + index), Optional.empty());
            } catch (io.tributary.protocol.RejectedException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    @Test
    void countsTheTransactionsOfAllMembersOneByOne() throws Exception {
        PostgresServer server = PostgresWorld.database();
        ConcurrentLinkedQueue<LastWritten> commits = new ConcurrentLinkedQueue<>();
        try (SqlStores one = open(server, commits::add); SqlStores other = open(server, commits::add);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> done = new ArrayList<>();
            done.add(threads.submit(() -> enrol(one, "a")));
            done.add(threads.submit(() -> enrol(one, "b")));
            done.add(threads.submit(() -> enrol(other, "c")));
            for (Future<?> each : done) {
                each.get();
            }
            assertEquals(3 * EACH, one.devices().count());
            assertEquals(3 * EACH, other.devices().count());
            List<Long> numbers = commits.stream().map(LastWritten::sequence).sorted().toList();
            assertEquals(LongStream.rangeClosed(1, numbers.size()).boxed().toList(), numbers);
        }
    }

    @Test
    void doesNotWaitForAMemberThatStoppedInTheMiddle() throws Exception {
        PostgresServer server = PostgresWorld.database();
        try (SqlStores member = open(server, CommitListener.NONE);
                HikariDataSource paused = PostgresPools.writer(server)) {
            Connection connection = paused.getConnection();
            connection.setAutoCommit(false);
            assertTrue(connection.createStatement().execute("SELECT sequence FROM directory FOR UPDATE"));
            enrol(member, "a");
            assertEquals(EACH, member.devices().count());
            assertThrows(SQLException.class, () -> connection.createStatement().execute("SELECT 1"));
            paused.evictConnection(connection);
        }
    }

    @Test
    void belongsToTheDirectoryOfItsFirstMember() throws SQLException {
        PostgresServer server = PostgresWorld.database();
        open(server, CommitListener.NONE).close();
        SqlStores.open(server, new RowPorts.Hand(), "another", CommitListener.NONE).close();
        assertEquals(List.of("directory"), PostgresWorld.texts(server, "SELECT id FROM directory"));
    }

    private static void refused(String why, PostgresServer server) {
        StoreException refusal = assertThrows(StoreException.class, () -> open(server, CommitListener.NONE).close());
        assertTrue(String.valueOf(refusal.getMessage()).contains(why), refusal.getMessage());
    }

    @Test
    void isRefusedIfItMayOnlyBeRead() {
        PostgresServer server = PostgresWorld.database();
        String name = server.jdbcUrl().substring(server.jdbcUrl().lastIndexOf('/') + 1);
        PostgresWorld.execute(server, "ALTER DATABASE " + name + " SET default_transaction_read_only = on");
        refused("it is a standby, or may only be read", server);
    }

    @Test
    void isRefusedIfItSortsByALanguagesRules() {
        refused("LOCALE 'C'", PostgresWorld.database("ENCODING 'UTF8' LOCALE_PROVIDER icu ICU_LOCALE 'en' LOCALE 'C'"));
    }

    @Test
    void isRefusedIfItIsNotReachedAndThePasswordIsNotShown() {
        PostgresServer nowhere = new PostgresServer("jdbc:postgresql://localhost:1/tributary", "tributary", "secret");
        refused("opening the database jdbc:postgresql://localhost:1/tributary as tributary", nowhere);
        assertFalse(nowhere.toString().contains("secret"));
    }

    @Test
    void hasAnAddressAUserAndAPasswordThatAreNotBlank() {
        String url = "jdbc:postgresql://localhost/tributary";
        for (PostgresServerText wrong : List.of(new PostgresServerText("jdbc:sqlite:x", "u", "p"),
                new PostgresServerText(url, " ", "p"), new PostgresServerText(url, "u", ""),
                new PostgresServerText(url + "?password=p", "u", "p"))) {
            assertThrows(IllegalArgumentException.class,
                    () -> new PostgresServer(wrong.url(), wrong.user(), wrong.password()));
        }
    }

    private record PostgresServerText(String url, String user, String password) {}
}
