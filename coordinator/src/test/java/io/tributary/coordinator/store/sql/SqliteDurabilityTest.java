package io.tributary.coordinator.store.sql;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariDataSource;
import io.tributary.coordinator.store.AcceptedUpdate;
import io.tributary.coordinator.store.DamagedException;
import io.tributary.coordinator.store.Fence;
import io.tributary.coordinator.store.ListedRun;
import io.tributary.coordinator.store.RowPorts;
import io.tributary.coordinator.store.RunRecord;
import io.tributary.coordinator.store.StoreException;
import io.tributary.coordinator.store.StoredRun;
import io.tributary.coordinator.store.keys.FileKeyStore;
import io.tributary.coordinator.store.object.FileObjectStore;
import io.tributary.coordinator.store.sql.connection.SqlitePools;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.PlanUse;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.seal.RoundKeyPair;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a real database shows: what survives a kill, and what never reaches its files. */
class SqliteDurabilityTest {
    private static final SignedDocument REPORT = new SignedDocument(new byte[] {1}, new byte[64], new byte[32]);
    private static final String RUN = "018f0000-0000-7000-8000-000000000001";
    private static final SignedDocument PLAN = new SignedDocument(new byte[] {1}, new byte[64], new byte[32]);
    private static final AcceptedUpdate UPDATE = new AcceptedUpdate(RUN, 1, "ann", "upload", "hash", 7, 0.25, 12, 34,
            Instant.ofEpochMilli(56), REPORT);

    private final RowPorts.Hand clock = new RowPorts.Hand();

    @TempDir
    private Path directory;

    private SqlStores open(String name) {
        return SqlStores.open(directory.resolve(name), clock);
    }

    private static Fence openRound(SqlStores stores) {
        stores.runs().create(RUN, PLAN, PlanUse.once(), Instant.EPOCH);
        Fence fence = stores.runs().claim(RUN, "a", Duration.ofSeconds(3)).orElseThrow();
        stores.rounds().openReports(fence, 1, Set.of("ann"));
        return fence;
    }

    @Test
    void aDamagedRowOfARunNamesItselfAndHidesNoOther() throws SQLException {
        String other = RUN.replace("00000001", "00000002");
        try (SqlStores stores = open("tributary.db")) {
            stores.runs().create(RUN, PLAN, PlanUse.once(), Instant.EPOCH);
            stores.runs().create(other, PLAN, PlanUse.once(), Instant.EPOCH);
            execute("UPDATE run SET plan = replace(plan, '\"', '#') WHERE run = '" + RUN + "'");
            List<StoredRun> runs =
                    stores.runs().newest(Optional.empty(), "", 100).stream().map(ListedRun::run).toList();
            assertEquals(List.of(other, RUN), runs.stream().map(StoredRun::run).toList());
            StoredRun.Damaged damaged = assertInstanceOf(StoredRun.Damaged.class, runs.getLast());
            assertTrue(damaged.why().startsWith("table run, run " + RUN + ": the stored document is damaged: "),
                    damaged.why());
            assertInstanceOf(RunRecord.class, runs.getFirst());
            assertThrows(DamagedException.class, () -> stores.runs().find(RUN));
            assertTrue(stores.runs().claim(RUN, "a", Duration.ofSeconds(3)).isPresent(), "so that it can be ended");
            execute("UPDATE run SET status = 'FINISHEE' WHERE run = '" + other + "'");
            assertEquals("table run, run " + other + ": 'FINISHEE' is no Status: the row is damaged",
                    assertThrows(DamagedException.class, () -> stores.runs().find(other)).getMessage());
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("tributary.db"));
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    @Test
    @DisplayName("I1: an accepted update is in the files the moment it is acknowledged, without any closing")
    void anAcceptedUpdateSurvivesAKill() throws IOException, RejectedException {
        try (SqlStores killed = open("tributary.db")) {
            openRound(killed);
            killed.rounds().accept(UPDATE);
            for (String part : List.of("tributary.db", "tributary.db-wal")) {
                Files.copy(directory.resolve(part), directory.resolve(part.replace("tributary", "as-killed")));
            }
        }
        try (SqlStores reopened = open("as-killed.db")) {
            assertEquals(List.of(UPDATE), reopened.rounds().accepted(RUN, 1));
            assertEquals(UPDATE, reopened.rounds().accept(UPDATE));
        }
    }

    @Test
    @DisplayName("I1: a transaction that fails half-way leaves nothing")
    void aFailedTransactionLeavesNothing() {
        try (SqlStores stores = open("tributary.db")) {
            Fence fence = openRound(stores);
            Set<String> cohort = new TreeSet<>(Comparator.nullsLast(Comparator.naturalOrder()));
            cohort.add("bob");
            cohort.add(null);

            assertThrows(StoreException.class, () -> stores.rounds().openReports(fence, 2, cohort));

            stores.rounds().openReports(fence, 2, Set.of("ann"));
            assertDoesNotThrow(
                    () -> stores.rounds().accept(new AcceptedUpdate(RUN, 2, "ann", "upload", "hash", 7, 0.25, 12,
                            34, Instant.ofEpochMilli(56), REPORT)));
        }
    }

    @Test
    @DisplayName("I1: every commit is synced, foreign keys hold, and readers cannot write")
    void theConnectionsAreSetUpForDurability() throws SQLException {
        String url = "jdbc:sqlite:" + directory.resolve("tributary.db");
        try (HikariDataSource writer = SqlitePools.writer(url); HikariDataSource readers = SqlitePools.readers(url)) {
            for (HikariDataSource pool : List.of(writer, readers)) {
                try (Connection connection = pool.getConnection()) {
                    assertEquals("wal", pragma(connection, "journal_mode"));
                    assertEquals("2", pragma(connection, "synchronous"));
                    assertEquals("1", pragma(connection, "foreign_keys"));
                    assertEquals("5000", pragma(connection, "busy_timeout"));
                    assertEquals(pool.equals(readers) ? "1" : "0", pragma(connection, "query_only"));
                }
            }
        }
    }

    private static String pragma(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet value = statement.executeQuery("PRAGMA " + name)) {
            return value.getString(1);
        }
    }

    @Test
    @DisplayName("I2: the unique key itself refuses a second row of a device in a round")
    void theSchemaIsTheArbiter() throws RejectedException, SQLException {
        try (SqlStores stores = open("tributary.db")) {
            openRound(stores);
            stores.rounds().accept(UPDATE);
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("tributary.db"));
                Statement statement = connection.createStatement()) {
            SQLException refused = assertThrows(SQLException.class, () -> statement.execute("""
                    INSERT INTO accepted_update SELECT run, round, device, 'other', 'other', 1, loss, 1, 1, 1, report
                    FROM accepted_update"""));
            assertTrue(refused.getMessage().contains("UNIQUE"), refused.getMessage());
        }
    }

    @Test
    @DisplayName("I5: no secret reaches the database, its write-ahead log or an object, in any encoding")
    void noSecretReachesTheDatabase() throws IOException, RejectedException {
        byte[] secret = RoundKeyPair.generate().encodeSecret();
        FileKeyStore keys = new FileKeyStore(directory.resolve("keys"));
        FileObjectStore objects = new FileObjectStore(directory.resolve("objects"));
        try (SqlStores stores = open("tributary.db")) {
            Fence fence = openRound(stores);
            keys.putIfAbsent(RUN + ".1", secret);
            try (var object = objects.write("updates/ann")) {
                object.append(ByteBuffer.allocate(100));
                object.commit();
            }
            stores.rounds().accept(UPDATE);
            stores.rounds().closeReports(fence, 1);

            requireAbsent(secret);
            keys.destroy(RUN + ".1");
            stores.rounds().effectDone(fence, 1, "destroy-key");
            requireAbsent(secret);
        }
        requireAbsent(secret);
    }

    private void requireAbsent(byte[] secret) throws IOException {
        List<String> forms = List.of(new String(secret, StandardCharsets.ISO_8859_1),
                Base64.getEncoder().withoutPadding().encodeToString(secret), HexFormat.of().formatHex(secret));
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
                forms.forEach(form -> assertFalse(bytes.contains(form), file::toString));
            }
        }
    }

    @Test
    void anotherProcessThatHoldsTheFileSeesAndKeepsTheEpochs() {
        try (SqlStores one = open("tributary.db"); SqlStores two = open("tributary.db")) {
            openRound(one);
            clock.pass(Duration.ofSeconds(3));

            assertEquals(2, two.runs().claim(RUN, "b", Duration.ofSeconds(3)).orElseThrow().epoch());
            assertTrue(one.runs().claim(RUN, "a", Duration.ofSeconds(3)).isEmpty());
        }
    }

    @Test
    void whatCannotBeOpenedIsAStoreFailureThatNamesTheFile() throws IOException {
        Path garbage = Files.writeString(directory.resolve("garbage.db"), "this is no database, by any measure of it");

        StoreException failed = assertThrows(StoreException.class, () -> SqlStores.open(garbage, clock));

        assertTrue(failed.getMessage().contains("garbage.db"), failed.getMessage());
    }

    @Test
    void closedStoresFailAndSayWhatWasBeingDone() {
        SqlStores stores = open("tributary.db");
        stores.close();

        StoreException failed = assertThrows(StoreException.class, () -> stores.devices().count());

        assertEquals("counting devices", failed.getMessage());
    }
}
