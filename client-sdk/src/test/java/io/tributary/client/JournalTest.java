package io.tributary.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.client.event.Phase;
import io.tributary.client.fake.Fault;
import io.tributary.client.fake.Killed;
import io.tributary.client.fake.World;
import io.tributary.client.internal.journal.UpdateJournal;
import io.tributary.client.internal.trust.PinnedKeys;
import io.tributary.learning.TrainingTask;
import io.tributary.protocol.Reason;
import io.tributary.protocol.message.DeviceMessage;
import io.tributary.protocol.message.UpdateReport;
import io.tributary.protocol.plan.SignedDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The ciphertext is on disk, whole, before it leaves the device; and not for longer than it is needed. */
final class JournalTest extends TrialTest {
    private List<Path> journal() {
        try (Stream<Path> files = Files.list(directory.resolve("journal"))) {
            return files.toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Test
    void theWholeCiphertextIsOnDiskWhenItsFirstByteArrives() throws Exception {
        List<byte[]> found = new CopyOnWriteArrayList<>();
        trial.coordinator.fail("PUT", request -> {
            journal().stream().filter(file -> file.toString().endsWith(".sealed"))
                    .forEach(file -> found.add(read(file)));
            assertTrue(journal().stream().anyMatch(file -> file.endsWith("update")), "its record is there too");
            Fault.refuse(Reason.UNAVAILABLE).answer(request);
        });
        trial.coordinator.offer(1, 0, trial.deadline());
        runToEnd();
        assertEquals(1, found.size());
        assertArrayEquals(trial.coordinator.uploads().values().iterator().next(), found.get(0));
        assertEquals(List.of(directory.resolve("journal").resolve("update")), journal());
    }

    @Test
    void ciphertextWithoutARecordIsDeleted() throws Exception {
        Files.createDirectories(directory.resolve("journal"));
        Path left = Files.write(directory.resolve("journal").resolve("left.sealed"), new byte[100]);
        builder().build().close();
        assertFalse(Files.exists(left));
    }

    @Test
    void theReceiptIsKeptAndReadAfterARestart() throws Exception {
        trial.coordinator.offer(1, 0, trial.deadline());
        runToEnd();
        PinnedKeys keys = new PinnedKeys(trial.world.owner.publicKey(), trial.world.registrar.publicKey());
        SignedDocument kept = UpdateJournal.open(directory, "device-7", keys, useless -> {
            throw new AssertionError(useless);
        }).receipt().orElseThrow();
        assertTrue(keys.receipt(kept).content().acknowledges(trial.coordinator.rounds.reports().get(0)));
    }

    /** Runs a client until its upload is cut off, and kills it there. */
    private void killInUpload() throws Exception {
        trial.coordinator.cutUploadAfter(100_000);
        trial.coordinator.offer(1, 0, trial.deadline());
        try (FederatedClient client = builder().pause(time -> {
            throw new Killed();
        }).build()) {
            assertThrows(IllegalStateException.class, client::run);
        }
    }

    private Path inJournal(String suffix) {
        return journal().stream().filter(file -> file.toString().endsWith(suffix)).findFirst().orElseThrow();
    }

    private void runsAnewAfter(Reason discarded) throws Exception {
        int before = trial.coordinator.calls("PUT").size();
        runToEnd();
        assertEquals(List.of(discarded), trial.events.reasons());
        assertEquals(List.of(Phase.LOAD), trial.events.failed().subList(0, 1));
        assertEquals(before, trial.coordinator.calls("PUT").size(), "nothing of it was sent again");
        assertEquals(List.of(), trial.coordinator.messages(DeviceMessage.Report.class));
        assertEquals(List.of(), journal().stream().filter(file -> file.toString().endsWith(".sealed")).toList());
    }

    private void flip(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    @Test
    void anAlteredRecordIsDiscardedLoudly() throws Exception {
        killInUpload();
        flip(inJournal("update"));
        runsAnewAfter(Reason.BAD_SEAL);
    }

    @Test
    void alteredCiphertextIsDiscardedLoudly() throws Exception {
        killInUpload();
        flip(inJournal(".sealed"));
        runsAnewAfter(Reason.HASH_MISMATCH);
    }

    @Test
    void aRecordOfAnotherDevicesKeyIsDiscardedLoudly() throws Exception {
        killInUpload();
        Files.delete(directory.resolve("journal.key"));
        runsAnewAfter(Reason.BAD_SEAL);
    }

    @Test
    void aRecordOfAnotherDeviceIsDiscardedLoudly() throws Exception {
        killInUpload();
        Files.delete(directory.resolve("certificate.json"));
        try (FederatedClient client = builder().device("device-8").build()) {
            client.run();
        }
        assertEquals(List.of(Reason.BAD_SEAL), trial.events.reasons());
        assertEquals(List.of(), trial.coordinator.messages(DeviceMessage.Report.class));
    }

    @Test
    void aRecordWhoseOfferIsNotThePinnedCoordinatorsIsDiscardedLoudly() throws Exception {
        killInUpload();
        Files.delete(directory.resolve("certificate.json"));
        builder().coordinatorKey(trial.world.stranger.publicKey()).build().close();
        assertTrue(trial.events.reasons().contains(Reason.WRONG_SIGNER), trial.events.reasons()::toString);
        assertEquals(List.of(), journal());
    }

    @Test
    void nothingOfTheRecordIsReadableAndOnlyTheOwnerReadsItsKey() throws Exception {
        killInUpload();
        String record = new String(read(inJournal("update")), java.nio.charset.StandardCharsets.ISO_8859_1);
        assertFalse(record.contains("uploadId"), record);
        assertFalse(record.contains(World.RUN), record);
        Path key = directory.resolve("journal.key");
        if (Files.getFileStore(key).supportsFileAttributeView("posix")) {
            assertEquals("rw-------",
                    java.nio.file.attribute.PosixFilePermissions.toString(Files.getPosixFilePermissions(key)));
        }
    }

    @Test
    void noSecondUpdateIsSealedForARoundWhateverBecameOfTheFirst() throws Exception {
        trial.coordinator.fail("PUT", Fault.refuse(Reason.BAD_SEAL));
        trial.coordinator.offer(1, 0, trial.deadline());
        trial.coordinator.offer(1, 0, trial.deadline());
        runUntilIdle(builder());
        trial.coordinator.offer(1, 0, trial.deadline());
        trial.coordinator.offer(2, 0, trial.deadline());
        trial.coordinator.healAll();
        runToEnd();
        assertEquals(List.of(1, 2), trial.tasks.stream().map(TrainingTask::round).toList());
        assertEquals(3, trial.coordinator.messages(DeviceMessage.Decline.class).size());
        assertEquals(List.of(2), trial.coordinator.rounds.reports().stream().map(UpdateReport::round).toList());
    }
}
