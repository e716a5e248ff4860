package io.tributary.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.directory.AcceptedLoss;
import io.tributary.coordinator.directory.DirectoryCheck;
import io.tributary.coordinator.directory.NotWholeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A database that belongs to the directory and counts at least as far as its head, and is still not the one that was left. */
class ForkedDirectoryTest {
    @TempDir
    private static Path folder;
    private static TestCoordinator coordinator;

    /** One directory that goes on with a round, and a copy of it that goes on further with something else. */
    @BeforeAll
    static void twoThatWentApart() throws Exception {
        Path live = folder.resolve("live");
        coordinator = TestCoordinator.in(live);
        TestDevice device = TestDevice.enrolled(coordinator, "ann");
        DamagedDirectoryTest.copyLive(live, folder.resolve("fork"));
        String run = coordinator.startRun(Plans.closeAll(1, 1));
        device.takePart(0.5f, 1);
        RunOverHttpTest.finished(coordinator, run);
        DamagedDirectoryTest.copyLive(live, folder.resolve("killed"));
        try (Coordinator fork = coordinator.startIn(folder.resolve("fork"))) {
            for (int i = 0; i < 200; i++) {
                TestCoordinator.expect(401,
                        TestCoordinator.send(java.net.http.HttpRequest
                                .newBuilder(java.net.URI.create(fork.uri() + "/v1/audit")).build()));
            }
        }
    }

    @AfterAll
    static void close() {
        coordinator.close();
    }

    private static Path killed(String name) throws Exception {
        Path directory = folder.resolve(name);
        DamagedDirectoryTest.copy(folder.resolve("killed"), directory);
        return directory;
    }

    private static String refused(Path directory) throws Exception {
        List<String> found = DirectoryCheck.of(directory);
        String said = assertThrows(NotWholeException.class, () -> coordinator.startIn(directory)).getMessage();
        assertEquals(List.of(said), found, "the check says what a start says");
        assertTrue(said.startsWith(directory.resolve("coordinator.db").toString()), said);
        assertTrue(said.contains("last known good: transaction") && said.contains("restore the whole directory"), said);
        return said;
    }

    @Test
    void aForkWithTheSameIdAndAHigherNumberIsRefusedUntilAnOperatorAcceptsIt() throws Exception {
        Path directory = killed("forked");
        Files.delete(directory.resolve("coordinator.db-wal"));
        Files.deleteIfExists(directory.resolve("coordinator.db-shm"));
        Files.copy(folder.resolve("fork/coordinator.db"), directory.resolve("coordinator.db"),
                StandardCopyOption.REPLACE_EXISTING);
        assertTrue(refused(directory).contains("went another way"));
        AcceptedLoss.of(directory, InstantSource.system());
        coordinator.startIn(directory).close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "DELETE FROM audit WHERE sequence = (SELECT MAX(sequence) FROM audit) | audit entry",
        "UPDATE audit SET entry = 'nonsense' WHERE sequence = (SELECT MAX(sequence) FROM audit) | audit entry",
        "UPDATE version_log SET sha256 = '" + ZEROS + "' WHERE number = 2 | model version 2",
        "UPDATE version_log SET sha256 = '0' WHERE number = 2 | sha256 must be 64",
        "UPDATE transaction_mark SET mark = '0' | mark must have",
        "DELETE FROM version_log WHERE number = 2 | model version 2",
        "INSERT INTO audit (sequence, previous, hash, entry) VALUES (99, 'x', '" + ZEROS + "', '{}') | no transaction",
        "DELETE FROM transaction_mark | went another way"})
    void whatTheHeadNamesMustBeThere(String sql, String said) throws Exception {
        Path directory = killed("altered-" + Integer.toHexString(sql.hashCode()));
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("coordinator.db"));
                Statement statement = database.createStatement()) {
            assertTrue(statement.executeUpdate(sql) > 0, sql);
        }
        assertTrue(refused(directory).contains(said), said);
    }

    private static final String ZEROS = "0000000000000000000000000000000000000000000000000000000000000000";

    @Test
    void aDirectoryThatWasKilledGoesOn() throws Exception {
        Path directory = killed("whole");
        assertEquals(List.of(), DirectoryCheck.of(directory));
        coordinator.startIn(directory).close();
        assertEquals(List.of(), DirectoryCheck.of(directory));
    }
}
