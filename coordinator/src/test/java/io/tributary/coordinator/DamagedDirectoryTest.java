package io.tributary.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.directory.AcceptedLoss;
import io.tributary.coordinator.directory.DirectoryCheck;
import io.tributary.coordinator.directory.NotWholeException;
import io.tributary.coordinator.store.StoreException;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.RoundOffer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every file of a coordinator's directory damaged in every way, in the middle of a round in which one update was acknowledged: the next
 * start refuses by name, or nothing acknowledged is lost, or the round is abandoned in words.
 */
class DamagedDirectoryTest {
    private static final int COPIES = 50;
    private static final List<String> DAMAGES =
            List.of("deleted", "emptied", "cut", "flipped", "swapped", "older");
    @TempDir
    private static Path folder;
    private static TestCoordinator coordinator;
    private static String run = "";

    /** As a kill leaves it, as an end in good order leaves it, as it was before the update, and that of another coordinator. */
    @BeforeAll
    static void aRoundUnderWay() throws Exception {
        Path live = folder.resolve("live");
        coordinator = TestCoordinator.in(live);
        TestDevice first = TestDevice.enrolled(coordinator, "d0");
        TestDevice second = TestDevice.enrolled(coordinator, "d1");
        run = coordinator.startRun(Plans.closeAll(2, 2));
        Thread other = Thread.startVirtualThread(() -> {
            try {
                second.awaitOffer();
            } catch (Exception failed) {
                throw new AssertionError(failed);
            }
        });
        RoundOffer offer = first.awaitOffer();
        other.join();
        copyLive(live, folder.resolve("old"));
        TestDevice.Sealed update = first.seal(offer, 0.5f);
        TestCoordinator.expect(204, first.upload(offer, update));
        first.say(first.report(offer, update, 1));
        copyLive(live, folder.resolve("killed"));
        coordinator.close();
        copy(live, folder.resolve("ended"));
        try (TestCoordinator foreign = TestCoordinator.in(folder.resolve("other"))) {
            TestDevice.enrolled(foreign, "d0");
        }
    }

    @AfterAll
    static void close() {
        coordinator.close();
    }

    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    /** Of a coordinator that runs: again, until nothing was written between one file and the next. */
    static void copyLive(Path from, Path to) throws Exception {
        for (int attempt = 0;; attempt++) {
            Path copy = to.resolveSibling(to.getFileName() + "-copy-" + attempt);
            Path looked = to.resolveSibling(to.getFileName() + "-looked-at-" + attempt);
            copy(from, copy);
            copy(copy, looked); // whoever opens a database changes it
            List<String> wrong = DirectoryCheck.of(looked);
            if (wrong.isEmpty()) {
                Files.move(copy, to);
                return;
            }
            assertTrue(attempt < COPIES, () -> "no copy is whole: " + wrong);
        }
    }

    static Stream<Arguments> cases() throws IOException {
        return Stream.of("killed", "ended").flatMap(image -> files(image).stream()
                .flatMap(file -> DAMAGES.stream().map(damage -> Arguments.of(image, file, damage))));
    }

    private static List<String> files(String image) {
        try (Stream<Path> files = Files.walk(folder.resolve(image))) {
            return files.filter(Files::isRegularFile).map(file -> folder.resolve(image).relativize(file).toString())
                    .filter(file -> !file.endsWith("-shm")).sorted().toList();
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    /** @return false if there is nothing to damage it with */
    private static boolean damage(Path directory, String file, String damage) throws IOException {
        Path place = directory.resolve(file);
        byte[] bytes = Files.readAllBytes(place);
        switch (damage) {
            case "deleted" -> Files.delete(place);
            case "emptied" -> Files.write(place, new byte[0]);
            case "cut" -> Files.write(place, Arrays.copyOf(bytes, bytes.length / 2));
            case "flipped" -> {
                bytes[bytes.length / 2] ^= 1;
                Files.write(place, bytes);
            }
            default -> {
                Path instead = folder.resolve(damage.equals("older") ? "old" : "other").resolve(file);
                if (!Files.exists(instead)) {
                    return false;
                }
                Files.write(place, Files.readAllBytes(instead));
            }
        }
        return true;
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @MethodSource("cases")
    void aDamagedFileIsNamedOrNothingAcknowledgedIsLost(String image, String file, String damage) throws Exception {
        Path directory =
                Files.createDirectory(folder.resolve(image + "-" + Integer.toHexString((file + damage).hashCode())));
        Files.delete(directory);
        copy(folder.resolve(image), directory);
        if (!damage(directory, file, damage)) {
            return;
        }
        try (Coordinator started = coordinator.startIn(directory)) {
            assertEquals(coordinator.coordinator().publicKey(), started.publicKey());
            RunView view = view(started);
            boolean abandoned = file.startsWith("keys/") && view.history().size() == 1
                    && String.valueOf(view.history().getFirst().reason()).startsWith("key lost: ");
            assertTrue(abandoned || view.reported() == 1, view::toString);
        } catch (IOException | StoreException refused) {
            String named = file.replace("-wal", "");
            assertTrue(refused.getMessage().contains(directory.toString())
                    && (refused.getMessage().contains(named) || file.startsWith("objects/") || file.equals("HEAD")),
                    refused.getMessage());
        }
    }

    /** The round under way as it stands once it has been taken up. */
    private static RunView view(Coordinator started) throws Exception {
        RunView[] seen = new RunView[1];
        TestCoordinator.await("the run is taken up", () -> {
            seen[0] = WireJson.readMessage(TestCoordinator.send(HttpRequest
                    .newBuilder(URI.create(started.uri() + "/v1/runs/" + run))
                    .header("authorization", "Bearer " + started.operatorToken()).build()).body(), RunView.class);
            return seen[0].reported() == 1 || !seen[0].history().isEmpty() || seen[0].failure() != null;
        });
        return seen[0];
    }

    @ParameterizedTest
    @ValueSource(strings = {"killed", "ended"})
    void aDirectoryThatIsWholeStartsAndTheCheckFindsNothing(String image) throws Exception {
        assertEquals(List.of(), DirectoryCheck.of(folder.resolve(image)));
        Path directory = folder.resolve(image + "-whole");
        copy(folder.resolve(image), directory);
        try (Coordinator started = coordinator.startIn(directory)) {
            assertEquals(1, view(started).reported());
        }
    }

    @Test
    void theCheckFindsAnUpdateOfWhichOneByteIsAnotherAndChangesNothing() throws Exception {
        Path directory = folder.resolve("checked");
        copy(folder.resolve("killed"), directory);
        String update = files("killed").stream().filter(file -> file.startsWith("objects/updates/")).findFirst()
                .orElseThrow();
        damage(directory, update, "flipped");
        List<String> before = files("killed");
        List<String> found = DirectoryCheck.of(directory);
        assertEquals(1, found.size(), found::toString);
        assertTrue(found.getFirst().startsWith(update + " is not what was acknowledged to d0"), found.getFirst());
        assertEquals(before, files("killed"));
    }

    @Test
    void whatALossLeavesIsGoneOnWithWhenAnOperatorSaysSoAndTheAuditLogTells() throws Exception {
        Path directory = folder.resolve("accepted");
        copy(folder.resolve("killed"), directory);
        Files.delete(directory.resolve("coordinator.db-wal"));
        Files.deleteIfExists(directory.resolve("coordinator.db-shm"));
        Files.copy(folder.resolve("old").resolve("coordinator.db-wal"), directory.resolve("coordinator.db-wal"));
        assertThrows(NotWholeException.class, () -> coordinator.startIn(directory));
        assertFalse(DirectoryCheck.of(directory).isEmpty());

        String said = AcceptedLoss.of(directory, InstantSource.system());
        assertTrue(said.contains("before, transaction"), said);
        try (Coordinator started = coordinator.startIn(directory)) {
            String log = new String(TestCoordinator.send(HttpRequest.newBuilder(URI.create(started.uri() + "/v1/audit"))
                    .header("authorization", "Bearer " + started.operatorToken()).build()).body(),
                    java.nio.charset.StandardCharsets.UTF_8);
            assertFalse(log.isEmpty());
        }
        assertEquals(List.of(), DirectoryCheck.of(directory));
    }

    @Test
    void aBackupAsDocumentedOpensNoUpdateAndItsRestoreAbandonsTheRoundInWordsAndGoesOn() throws Exception {
        Path backup = folder.resolve("backup");
        copy(folder.resolve("ended"), backup);
        try (Stream<Path> files = Files.walk(backup.resolve("keys"))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        assertTrue(files("ended").stream().anyMatch(file -> file.startsWith("objects/updates/")), "a sealed update");
        assertEquals(1, DirectoryCheck.of(backup).size(), "the key, and nothing else");

        try (Coordinator started = coordinator.startIn(backup)) {
            RunView view = view(started);
            assertEquals(RunView.Status.ACTIVE, view.status());
            assertEquals("key lost: the key of round 1 is gone: the updates that were sealed to it cannot be opened",
                    view.history().getFirst().reason());
        }
    }

    @Test
    void whatItKeepsIsClosedToOthersWhateverTheUmask() throws Exception {
        Path directory = Files.createDirectory(folder.resolve("open"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        coordinator.startIn(directory).close();
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(directory.resolve("coordinator.db"),
                PosixFilePermissions.fromString("rw-r--r--"));
        try (Coordinator started = coordinator.startIn(directory)) {
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)),
                    started::toString);
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)),
                            file::toString);
                }
            }
        }
    }
}
