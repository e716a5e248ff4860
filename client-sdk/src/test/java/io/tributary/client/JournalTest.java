package io.tributary.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.tributary.client.fake.FakeCoordinator.Fault;
import io.tributary.protocol.Reason;
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
            journal().forEach(file -> found.add(read(file)));
            Fault.refuse(Reason.UNAVAILABLE).answer(request);
        });
        trial.coordinator.offer(1, 0, trial.deadline());
        runToEnd();
        assertEquals(1, found.size());
        assertArrayEquals(trial.coordinator.uploads().values().iterator().next(), found.get(0));
        assertEquals(List.of(), journal());
    }

    @Test
    void whatAnEarlierLifeLeftIsDeleted() throws Exception {
        Files.createDirectories(directory.resolve("journal"));
        Path left = Files.write(directory.resolve("journal").resolve("left.sealed"), new byte[100]);
        builder().build().close();
        assertFalse(Files.exists(left));
    }
}
