package io.tributary.coordinator.store.object;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.store.BlobReader;
import io.tributary.coordinator.store.BlobStore;
import io.tributary.coordinator.store.BlobStoreContract;
import io.tributary.coordinator.store.BlobWriter;
import io.tributary.coordinator.store.FailingDisk;
import io.tributary.coordinator.store.PartialBlob;
import io.tributary.coordinator.store.StoreException;
import io.tributary.secureagg.file.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What blobs in files promise beyond the port's suite. */
class FileBlobStoreTest {
    @TempDir
    private Path directory;

    @Nested
    class Contract extends BlobStoreContract {
        @Override
        protected BlobStore open() {
            return new FileBlobStore(directory.resolve("new").resolve("blobs"));
        }
    }

    private FileBlobStore store(Disk disk) {
        return new FileBlobStore(directory.resolve("blobs"), disk);
    }

    private static void put(BlobStore blobs, String name, int size) {
        try (BlobWriter writer = blobs.write(name)) {
            writer.append(ByteBuffer.allocate(size));
            writer.commit();
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).map(file -> directory.relativize(file).toString()).sorted()
                    .toList();
        }
    }

    @Test
    @DisplayName("I1: a blob is synced before it appears, and its directories after that")
    void stepsOfACommit() {
        FailingDisk disk = new FailingDisk();
        BlobStore blobs = store(disk);
        disk.forget();

        put(blobs, "updates/run/ann", 10);

        assertEquals(List.of("create", "write", "sync", "make updates", "sync blobs", "make run", "sync updates",
                "move to ann", "sync run"), disk.steps());
    }

    @Test
    @DisplayName("I1: a deletion is synced, even of a blob that an earlier try had deleted")
    void stepsOfADeletion() {
        FailingDisk disk = new FailingDisk();
        BlobStore blobs = store(disk);
        put(blobs, "updates/ann", 10);
        disk.forget();

        blobs.delete("updates/ann");
        blobs.delete("updates/ann");

        assertEquals(List.of("delete ann", "sync updates", "delete ann", "sync updates"), disk.steps());
    }

    @Test
    @DisplayName("I1: whoever finds a blob has it durable, even if its writer was killed before the directory was synced")
    void stepsOfFinding() {
        FailingDisk disk = new FailingDisk();
        BlobStore blobs = store(disk);
        put(store(Disk.REAL), "updates/ann", 10);
        disk.forget();

        assertTrue(blobs.exists("updates/ann"));
        assertTrue(blobs.exists("updates/ann"));

        assertEquals(List.of("make updates", "sync blobs", "sync updates", "make updates", "sync updates"),
                disk.steps());
    }

    @Test
    @DisplayName("I1: killed at any step of a commit, the blob is whole or not there, and nothing else is left after reopening")
    void killedAtAnyStep() throws IOException {
        for (int steps = 0; steps < 9; steps++) {
            FailingDisk disk = new FailingDisk();
            BlobStore dying = store(disk);
            String name = "updates/run-" + steps + "/ann";
            disk.failAfter(steps);
            assertThrows(StoreException.class, () -> put(dying, name, 10), "at step " + steps);

            BlobStore reopened = store(Disk.REAL);

            boolean moved = steps == 8;
            assertEquals(moved, reopened.exists(name), "at step " + steps);
            assertEquals(moved ? List.of("blobs/" + name) : List.of(), files());
        }
    }

    @Test
    @DisplayName("I1: a writer that was never committed leaves nothing after reopening")
    void unfinishedWritesAreRemovedAtOpen() throws IOException {
        BlobWriter unfinished = store(Disk.REAL).write("updates/ann");
        unfinished.append(ByteBuffer.allocate(100));
        assertEquals(1, files().size());

        store(Disk.REAL);

        assertEquals(List.of(), files());
        assertThrows(StoreException.class, unfinished::commit);
    }

    private static void append(BlobStore blobs, String name, int size) {
        try (PartialBlob partial = blobs.partial(name)) {
            partial.append(ByteBuffer.allocate(size));
        }
    }

    @Test
    @DisplayName("I1: a partial blob is synced before it appears, and its directories after that")
    void stepsOfCommittingAPartialBlob() {
        FailingDisk disk = new FailingDisk();
        BlobStore blobs = store(disk);
        append(blobs, "updates/run/ann", 10);
        disk.forget();

        try (PartialBlob partial = blobs.partial("updates/run/ann")) {
            partial.append(ByteBuffer.allocate(1));
            partial.commit();
        }

        assertEquals(List.of("write", "sync", "make updates", "sync blobs", "make run", "sync updates", "move to ann",
                "sync run"), disk.steps());
    }

    @Test
    @DisplayName("I1: killed at any step of a commit, a partial blob is whole, or partial still and can be committed again")
    void aPartialBlobKilledAtAnyStep() {
        for (int steps = 0; steps < 7; steps++) {
            FailingDisk disk = new FailingDisk();
            BlobStore dying = store(disk);
            String name = "updates/run-" + steps + "/ann";
            append(dying, name, 10);
            disk.failAfter(steps);
            try (PartialBlob partial = dying.partial(name)) {
                assertThrows(StoreException.class, partial::commit, "at step " + steps);
            }

            BlobStore reopened = store(Disk.REAL);

            boolean moved = steps == 6;
            assertEquals(moved, reopened.exists(name), "at step " + steps);
            assertEquals(moved ? List.of() : List.of(name), reopened.partials(), "at step " + steps);
            try (PartialBlob partial = reopened.partial(name)) {
                assertEquals(moved ? 0 : 10, partial.size());
                partial.commit();
            }
        }
    }

    @Test
    void aPartialBlobOfAnAbandonedStoreIsThereAfterReopening() {
        PartialBlob abandoned = store(Disk.REAL).partial("updates/ann");
        abandoned.append(ByteBuffer.allocate(100));

        BlobStore reopened = store(Disk.REAL);

        assertEquals(List.of("updates/ann"), reopened.partials());
        try (PartialBlob partial = reopened.partial("updates/ann")) {
            assertEquals(100, partial.size());
        }
        abandoned.close();
    }

    @Test
    void aFullDiskTearsAPartialBlobWhichIsCutBackAndGoesOnWhenThereIsRoom() {
        FailingDisk disk = new FailingDisk();
        BlobStore blobs = store(disk);
        append(blobs, "updates/ann", 100);
        disk.full(true);
        assertThrows(StoreException.class, () -> append(blobs, "updates/ann", 100));
        disk.full(false);

        try (PartialBlob partial = blobs.partial("updates/ann")) {
            assertEquals(150, partial.size());
            partial.truncate(100);
            partial.append(ByteBuffer.allocate(20));
            partial.commit();
        }
        try (BlobReader reader = blobs.read("updates/ann")) {
            assertEquals(120, reader.size());
        }
    }

    @Test
    void aFullDiskFailsAndLeavesNothing() throws IOException {
        FailingDisk disk = new FailingDisk();
        BlobStore blobs = store(disk);

        try (BlobWriter writer = blobs.write("updates/ann")) {
            writer.append(ByteBuffer.allocate(100));
            disk.full(true);
            StoreException failed = assertThrows(StoreException.class, () -> writer.append(ByteBuffer.allocate(100)));
            assertTrue(failed.getMessage().contains("ann"), failed.getMessage());
            assertEquals(List.of(), files());
            assertThrows(IllegalStateException.class, writer::commit);
        }

        disk.full(false);
        put(blobs, "updates/ann", 100);
        assertEquals(List.of("updates/ann"), blobs.list("updates"));
    }

    @Test
    void aTruncatedFileFailsToRead() throws IOException {
        BlobStore blobs = store(Disk.REAL);
        put(blobs, "updates/ann", 100);

        try (BlobReader reader = blobs.read("updates/ann")) {
            Files.write(directory.resolve("blobs/updates/ann"), new byte[50]);
            assertThrows(StoreException.class, () -> reader.read(0, ByteBuffer.allocate(100)));
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no POSIX permissions")
    void onlyTheOwnerReadsFilesAndDirectories() throws IOException {
        put(store(Disk.REAL), "updates/ann", 1);
        append(store(Disk.REAL), "updates/bob", 1);

        try (Stream<Path> all = Files.walk(directory.resolve("blobs"))) {
            for (Path path : all.toList()) {
                String wanted = Files.isDirectory(path) ? "rwx------" : "rw-------";
                assertEquals(wanted, PosixFilePermissions.toString(Files.getPosixFilePermissions(path)),
                        path::toString);
            }
        }
    }

    @Test
    void aDirectoryThatIsAFileFailsToOpen() throws IOException {
        Files.createFile(directory.resolve("blobs"));

        assertThrows(StoreException.class, () -> store(Disk.REAL));
    }

    @Test
    void aSymbolicLinkToADirectoryIsADirectory() throws IOException {
        Files.createSymbolicLink(directory.resolve("blobs"), Files.createDirectory(directory.resolve("elsewhere")));

        put(store(Disk.REAL), "ann", 1);

        assertTrue(Files.exists(directory.resolve("elsewhere/ann")));
        assertFalse(Files.exists(directory.resolve("ann")));
    }
}
