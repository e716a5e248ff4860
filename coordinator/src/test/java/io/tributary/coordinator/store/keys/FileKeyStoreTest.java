package io.tributary.coordinator.store.keys;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.store.DamagedException;
import io.tributary.coordinator.store.FailingDisk;
import io.tributary.coordinator.store.KeyStore;
import io.tributary.coordinator.store.KeyStoreContract;
import io.tributary.coordinator.store.StoreException;
import io.tributary.secureagg.file.Disk;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What secrets in files promise beyond the port's suite. */
class FileKeyStoreTest {
    private static final byte[] SECRET = "the round's secret key".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OTHER = "another secret".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private Path directory;

    @Nested
    class Contract extends KeyStoreContract {
        @Override
        protected KeyStore open() {
            return new FileKeyStore(directory.resolve("new").resolve("keys"));
        }
    }

    private FileKeyStore store(Disk disk) {
        return new FileKeyStore(directory.resolve("keys"), disk);
    }

    private Path wrapping() {
        return directory.resolve("keys/wrapping/run.1");
    }

    private Path wrapped() {
        return directory.resolve("keys/wrapped/run.1");
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @Test
    void aSecretSurvivesReopening() {
        store(Disk.REAL).putIfAbsent("run.1", SECRET);

        assertArrayEquals(SECRET, store(Disk.REAL).find("run.1").orElseThrow());
    }

    @Test
    @DisplayName("I5: no file holds a secret in the clear, and none is left once it is destroyed")
    void noFileHoldsASecret() throws IOException {
        KeyStore keys = store(Disk.REAL);
        keys.putIfAbsent("run.1", SECRET);
        assertEquals(List.of(wrapped(), wrapping()), files());
        for (Path file : files()) {
            String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
            assertFalse(bytes.contains(new String(SECRET, StandardCharsets.US_ASCII)), file::toString);
        }

        keys.destroy("run.1");

        assertEquals(List.of(), files());
    }

    @Test
    @DisplayName("I5: every secret has a wrapping key of its own")
    void everySecretHasItsOwnWrappingKey() throws IOException {
        KeyStore keys = store(Disk.REAL);
        keys.putIfAbsent("run.1", SECRET);
        keys.putIfAbsent("run.2", SECRET);

        assertFalse(
                Arrays.equals(Files.readAllBytes(wrapping()), Files.readAllBytes(wrapping().resolveSibling("run.2"))));
    }

    @Test
    @DisplayName("I5: destroying deletes the wrapping key first, durably, and then the rest")
    void stepsOfADestruction() {
        FailingDisk disk = new FailingDisk();
        KeyStore keys = store(disk);
        keys.putIfAbsent("run.1", SECRET);
        disk.forget();

        keys.destroy("run.1");

        assertEquals(List.of("delete run.1", "sync wrapping", "delete run.1", "sync wrapped"), disk.steps());
    }

    @Test
    @DisplayName("I5: killed at any step of a destruction, the secret is whole or gone, and destroying again finishes")
    void killedAtAnyStepOfADestruction() throws IOException {
        for (int steps = 0; steps < 4; steps++) {
            store(Disk.REAL).putIfAbsent("run.1", SECRET);
            FailingDisk disk = new FailingDisk();
            KeyStore dying = store(disk);
            disk.failAfter(steps);
            assertThrows(StoreException.class, () -> dying.destroy("run.1"), "at step " + steps);

            KeyStore reopened = store(Disk.REAL);

            assertEquals(steps == 0, reopened.find("run.1").isPresent(), "at step " + steps);
            reopened.destroy("run.1");
            assertEquals(List.of(), files(), "at step " + steps);
        }
    }

    @Test
    void killedAtAnyStepOfKeepingTheSecretIsWholeOrNotThere() {
        int steps = 0;
        for (boolean killed = true; killed; steps++) {
            String name = "run." + steps;
            killed = diesKeeping(name, steps);

            KeyStore reopened = store(Disk.REAL);
            Optional<byte[]> found = reopened.find(name);

            assertTrue(found.isEmpty() || Arrays.equals(SECRET, found.get()), "at step " + steps);
            byte[] expected = found.isPresent() ? SECRET : OTHER;
            assertArrayEquals(expected, reopened.putIfAbsent(name, OTHER), "at step " + steps);
            assertArrayEquals(expected, store(Disk.REAL).find(name).orElseThrow(), "at step " + steps);
        }
        assertTrue(steps > 12, "only " + steps + " steps");
    }

    private boolean diesKeeping(String name, int steps) {
        FailingDisk disk = new FailingDisk();
        KeyStore dying = store(disk);
        disk.failAfter(steps);
        try {
            dying.putIfAbsent(name, SECRET);
            return false;
        } catch (StoreException killed) {
            return true;
        }
    }

    @Test
    void aWrappedSecretWithoutItsKeyIsGoneAndIsReplaced() throws IOException {
        KeyStore keys = store(Disk.REAL);
        keys.putIfAbsent("run.1", SECRET);
        Files.delete(wrapping());

        assertEquals(Optional.empty(), keys.find("run.1"));
        assertArrayEquals(OTHER, keys.putIfAbsent("run.1", OTHER));
        assertArrayEquals(OTHER, keys.find("run.1").orElseThrow());
    }

    @Test
    void aKeyWithoutItsWrappedSecretIsReplaced() throws IOException {
        KeyStore keys = store(Disk.REAL);
        keys.putIfAbsent("run.1", SECRET);
        Files.delete(wrapped());

        assertEquals(Optional.empty(), keys.find("run.1"));
        assertArrayEquals(OTHER, keys.putIfAbsent("run.1", OTHER));
        assertArrayEquals(OTHER, keys.find("run.1").orElseThrow());
    }

    @Test
    void afterDamageItIsToldApartFromStorageThatMayWorkAgain() throws IOException {
        KeyStore keys = store(Disk.REAL);
        keys.putIfAbsent("run.1", SECRET);
        byte[] whole = Files.readAllBytes(wrapping());
        for (byte[] damage : List.of(new byte[0], new byte[whole.length - 1], new byte[whole.length],
                new byte[(1 << 20) + 1])) {
            Files.write(wrapping(), damage);
            assertThrows(DamagedException.class, () -> keys.find("run.1"), () -> damage.length + " bytes");
        }
        Files.write(wrapping(), whole);
        Files.write(wrapped(), new byte[0]);
        assertThrows(DamagedException.class, () -> keys.find("run.1"));
    }

    @Test
    void aCorruptFileIsNamedAndNeverQuoted() throws IOException {
        KeyStore keys = store(Disk.REAL);
        keys.putIfAbsent("run.1", SECRET);
        byte[] key = Files.readAllBytes(wrapping());
        byte[] sealed = Files.readAllBytes(wrapped());

        sealed[sealed.length / 2] ^= 1;
        Files.write(wrapped(), sealed);
        requireNamed(keys, wrapped(), key);
        sealed[sealed.length / 2] ^= 1;
        Files.write(wrapped(), sealed);
        Files.write(wrapping(), Arrays.copyOf(key, 31));
        requireNamed(keys, wrapping(), key);
        Files.write(wrapping(), new byte[32]);
        requireNamed(keys, wrapped(), key);
        Files.write(wrapped(), new byte[0]);
        requireNamed(keys, wrapped(), key);
    }

    @Test
    void aSecretDoesNotOpenUnderAnotherName() throws IOException {
        KeyStore keys = store(Disk.REAL);
        keys.putIfAbsent("run.1", SECRET);
        Files.copy(wrapping(), wrapping().resolveSibling("run.2"));
        Files.copy(wrapped(), wrapped().resolveSibling("run.2"));

        assertThrows(StoreException.class, () -> keys.find("run.2"));
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no POSIX permissions")
    void aKeyThatIsOpenToOthersIsRefused() throws IOException {
        KeyStore keys = store(Disk.REAL);
        keys.putIfAbsent("run.1", SECRET);
        for (Path file : List.of(wrapping(), wrapped())) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
            Throwable cause = assertThrows(StoreException.class, () -> keys.find("run.1")).getCause();
            assertEquals(file + " is open to others (rw-r--r--): chmod 600 it", cause.getMessage());
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
        assertArrayEquals(SECRET, keys.find("run.1").orElseThrow());
    }

    private static void requireNamed(KeyStore keys, Path file, byte[] key) {
        StoreException failed = assertThrows(StoreException.class, () -> keys.find("run.1"));
        assertThrows(StoreException.class, () -> keys.putIfAbsent("run.1", OTHER));
        StringWriter trace = new StringWriter();
        failed.printStackTrace(new PrintWriter(trace));
        assertTrue(trace.toString().contains(file.toString()), trace::toString);
        assertFalse(trace.toString().contains(Arrays.toString(key)));
        assertFalse(trace.toString().contains(new String(SECRET, StandardCharsets.US_ASCII)));
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no POSIX permissions")
    @DisplayName("I5: only the owner reads the files")
    void onlyTheOwnerReadsTheFiles() throws IOException {
        store(Disk.REAL).putIfAbsent("run.1", SECRET);

        try (Stream<Path> all = Files.walk(directory.resolve("keys"))) {
            for (Path path : all.toList()) {
                String wanted = Files.isDirectory(path) ? "rwx------" : "rw-------";
                assertEquals(wanted, PosixFilePermissions.toString(Files.getPosixFilePermissions(path)),
                        path::toString);
            }
        }
    }
}
