package io.tributary.coordinator.directory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.Coordinator;
import io.tributary.coordinator.CoordinatorOptions;
import io.tributary.coordinator.Plans;
import io.tributary.coordinator.TestCoordinator;
import io.tributary.coordinator.TestDevice;
import io.tributary.coordinator.store.AuditStore;
import io.tributary.coordinator.store.DamagedException;
import io.tributary.coordinator.store.sql.SqlStores;
import io.tributary.protocol.keys.KeyPurpose;
import io.tributary.protocol.keys.KeySet;
import io.tributary.protocol.message.AuditEntry;
import io.tributary.protocol.message.WireJson;
import io.tributary.secureagg.file.KeyFile;
import io.tributary.secureagg.identity.SigningKey;
import io.tributary.secureagg.identity.SigningKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys are replaced in one step: whenever it is killed, the directory is whole, and one set of keys is in force. */
class HandOverTest {
    private static final Set<KeyPurpose> ALL = EnumSet.allOf(KeyPurpose.class);
    @TempDir
    private static Path folder;
    private static Path ended = Path.of("");

    @BeforeAll
    static void aDirectoryWithDevicesAndARun() throws Exception {
        ended = folder.resolve("ended");
        try (TestCoordinator coordinator = TestCoordinator.in(ended)) {
            TestDevice.enrolled(coordinator, "d0");
            coordinator.startRun(Plans.closeAll(2, 2));
        }
    }

    private static Path copy(Path from, String name) throws IOException {
        Path to = folder.resolve(name);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return to;
    }

    private static SigningKeys keys(Path directory) throws IOException {
        return KeyFile.coordinator(directory.resolve("coordinator.key"));
    }

    /** Starts in the directory, and ends in good order. */
    private static void startAndEnd(Path directory) throws IOException {
        Coordinator.start(CoordinatorOptions.newBuilder(directory, List.of(SigningKey.generate().publicKey()),
                plan -> new float[plan.layout().size()]).build()).close();
    }

    private static List<AuditEntry> log(Path directory) throws Exception {
        try (DatabaseCopy copy = DatabaseCopy.of(directory.resolve("coordinator.db"));
                SqlStores rows = SqlStores.open(copy.file(), InstantSource.system())) {
            List<AuditEntry> entries = new java.util.ArrayList<>();
            for (AuditStore.Row row : rows.audit().after(0, 1_000)) {
                entries.add(WireJson.readDocument(row.document().payload(), AuditEntry.class));
            }
            return entries;
        }
    }

    private static List<String> handOvers(Path directory) throws Exception {
        return log(directory).stream().filter(entry -> entry.route().equals("coordinator hand-over"))
                .map(entry -> entry.outcome().code()).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"begun", "closed", "written", "said"})
    void whereverItIsKilledOneSetIsInForceAndTheDirectoryIsWhole(String killed) throws Exception {
        Path live = copy(ended, "live-" + killed);
        SigningKeys before = keys(live);
        Path image = folder.resolve("killed-" + killed);
        new HandOver(live, InstantSource.system(), step -> {
            if (step.equals(killed)) {
                copy(live, image.getFileName().toString());
            }
        }).replace(ALL);

        boolean handedOver = killed.equals("written") || killed.equals("said");
        assertEquals(List.of(), DirectoryCheck.of(image));
        startAndEnd(image);
        assertEquals(handedOver ? 2 : 1, keys(image).chain().sequence());
        assertEquals(handedOver, !before.root().equals(keys(image).root()));
        assertEquals(handedOver ? List.of("begun", "done") : List.of("begun"), handOvers(image));
        assertEquals(List.of(), DirectoryCheck.of(image));
        startAndEnd(image);
        assertEquals(handedOver ? List.of("begun", "done") : List.of("begun"), handOvers(image));

        SigningKeys again = HandOver.of(image, ALL, InstantSource.system());
        assertEquals(handedOver ? 3 : 2, again.chain().sequence());
        startAndEnd(image);
        assertEquals(List.of(), DirectoryCheck.of(image));
    }

    @ParameterizedTest
    @EnumSource
    void oneKeyIsReplacedAndThatOfTheLogWithIt(KeyPurpose purpose) throws Exception {
        Path directory = copy(ended, "only-" + purpose);
        SigningKeys before = keys(directory);
        SigningKeys after = HandOver.of(directory, Set.of(purpose), InstantSource.system());
        for (KeyPurpose other : KeyPurpose.values()) {
            assertEquals(other == purpose || other == KeyPurpose.AUDIT,
                    !after.chain().key(other).equals(before.chain().key(other)), other.code());
        }
        startAndEnd(directory);
        assertEquals(List.of("begun", "done"), handOvers(directory));
        assertEquals(List.of(), DirectoryCheck.of(directory));
    }

    @Test
    void theOldSecretsAreGoneAndAnOldKeyFileIsRefused() throws Exception {
        Path directory = copy(ended, "old-key");
        byte[] old = Files.readAllBytes(directory.resolve("coordinator.key"));
        HandOver.of(directory, ALL, InstantSource.system());
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String content = new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1);
                assertFalse(content.contains(new String(old, 0, 32, java.nio.charset.StandardCharsets.ISO_8859_1)),
                        file.toString());
            }
        }
        Files.write(directory.resolve("coordinator.key"), old);
        NotWholeException refused = assertThrows(NotWholeException.class, () -> startAndEnd(directory));
        assertTrue(refused.getMessage().contains("coordinator.key"), refused.getMessage());
    }

    @ParameterizedTest
    @EnumSource
    void anOldKeyFileIsNamedWhicheverKeyWasReplaced(KeyPurpose purpose) throws Exception {
        Path directory = copy(ended, "old-" + purpose);
        Path key = directory.resolve("coordinator.key");
        byte[] old = Files.readAllBytes(key);
        HandOver.of(directory, Set.of(purpose), InstantSource.system());
        byte[] head = Files.readAllBytes(directory.resolve("HEAD"));
        byte[] handedOver = Files.readAllBytes(key);
        Files.write(key, old);
        for (Executable use : List.<Executable>of(() -> startAndEnd(directory),
                () -> HandOver.of(directory, ALL, InstantSource.system()),
                () -> AcceptedLoss.of(directory, InstantSource.system()))) {
            String why = String.valueOf(assertThrows(NotWholeException.class, use).getMessage());
            assertTrue(why.startsWith(key + " is from before a hand-over: it holds the keys of set 1"), why);
            assertTrue(why.contains("put back the coordinator.key that the hand-over wrote"), why);
        }
        assertEquals(1, DirectoryCheck.of(directory).size(), "and nothing else is blamed");
        assertArrayEquals(head, Files.readAllBytes(directory.resolve("HEAD")), "nothing was changed");
        Files.write(key, handedOver);
        startAndEnd(directory);
    }

    @Test
    void anOldKeyFileIsNamedWithoutTheChainBesideIt() throws Exception {
        Path directory = copy(ended, "old-and-no-chain");
        byte[] old = Files.readAllBytes(directory.resolve("coordinator.key"));
        HandOver.of(directory, Set.of(KeyPurpose.VERSIONS), InstantSource.system());
        Files.write(directory.resolve("coordinator.key"), old);
        Files.delete(directory.resolve("keys.json"));
        String why = String.valueOf(assertThrows(DamagedException.class, () -> startAndEnd(directory)).getMessage());
        assertTrue(why.contains("or coordinator.key is from before a hand-over"), why);
    }

    @Test
    void aWholeBackupFromBeforeGoesOnWithTheNewKeyFile() throws Exception {
        Path directory = copy(ended, "new");
        HandOver.of(directory, ALL, InstantSource.system());
        Path backup = copy(ended, "backup");
        Files.write(backup.resolve("coordinator.key"), Files.readAllBytes(directory.resolve("coordinator.key")));
        startAndEnd(backup);
        assertEquals(keys(directory).root(), keys(backup).root());
        assertNotEquals(keys(ended).root(), keys(backup).root());
    }

    @Test
    void whatIsDatedAfterTheClockIsStillBeforeTheHandOver() throws Exception {
        Path directory = copy(ended, "clock");
        SigningKeys next = HandOver.of(directory, ALL, () -> Instant.EPOCH);
        assertTrue(next.chain().newest().orElseThrow().since() > 0);
        assertEquals(List.of(), DirectoryCheck.of(directory));
    }

    @Test
    void itIsRefusedWhereThereIsNoCoordinatorAndBeyondTheBound() throws Exception {
        assertThrows(IOException.class, () -> HandOver.of(folder.resolve("nowhere"), ALL, InstantSource.system()));
        Path directory = copy(ended, "bound");
        SigningKeys keys = keys(directory);
        while (keys.chain().sequence() < KeySet.MOST) {
            keys = keys.replace(Set.of(KeyPurpose.OFFERS), System.currentTimeMillis(), KeySet.LogEnd.EMPTY);
        }
        KeyFile.write(directory.resolve("coordinator.key"), keys);
        IOException full = assertThrows(IOException.class, () -> HandOver.of(directory, ALL, InstantSource.system()));
        assertTrue(full.getMessage().contains("64 key sets"), full.getMessage());
        startAndEnd(directory);
    }
}
