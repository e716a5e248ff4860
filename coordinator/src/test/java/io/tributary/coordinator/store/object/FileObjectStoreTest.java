package io.tributary.coordinator.store.object;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.store.FailingDisk;
import io.tributary.coordinator.store.ObjectReader;
import io.tributary.coordinator.store.ObjectStore;
import io.tributary.coordinator.store.ObjectStoreContract;
import io.tributary.coordinator.store.ObjectWriter;
import io.tributary.coordinator.store.PartialObject;
import io.tributary.coordinator.store.StoreException;
import io.tributary.secureagg.file.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What objects in files promise beyond the port's suite. */
class FileObjectStoreTest {
    @TempDir
    private Path directory;

    @Nested
    class Contract extends ObjectStoreContract {
        @Override
        protected ObjectStore open() {
            return new FileObjectStore(directory.resolve("new").resolve("objects"));
        }

        @Override
        protected Optional<ObjectStore> reopenedAfterAKill() {
            return Optional.of(open());
        }
    }

    private FileObjectStore store(Disk disk) {
        return new FileObjectStore(directory.resolve("objects"), disk);
    }

    private static void put(ObjectStore objects, String name, int size) {
        try (ObjectWriter writer = objects.write(name)) {
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
    @DisplayName("I1: an object is synced before it appears, and its directories after that")
    void stepsOfACommit() {
        FailingDisk disk = new FailingDisk();
        ObjectStore objects = store(disk);
        disk.forget();

        put(objects, "updates/run/ann", 10);

        assertEquals(List.of("create", "write", "sync", "make updates", "sync objects", "make run", "sync updates",
                "move to ann", "sync run"), disk.steps());
    }

    @Test
    @DisplayName("I1: an object that must not be there is synced before it gets its name, and its directories after that")
    void stepsOfAWriteUnlessItIsThere() {
        FailingDisk disk = new FailingDisk();
        ObjectStore objects = store(disk);
        disk.forget();

        objects.writeIfAbsent("keys/ann", ByteBuffer.allocate(10));
        objects.writeIfAbsent("keys/ann", ByteBuffer.allocate(10));

        List<String> written = disk.steps().stream().map(step -> step.startsWith("delete") ? "delete aside" : step)
                .toList();
        assertEquals(List.of("create", "write", "sync", "make keys", "sync objects", "link to ann", "delete aside",
                "sync keys", "make keys", "sync keys"), written);
    }

    @Test
    @DisplayName("I1: killed at any step of a write unless it is there, the object is whole or not there, and can be written")
    void aWriteUnlessItIsThereKilledAtAnyStep() throws IOException {
        for (int steps = 0; steps < 8; steps++) {
            FailingDisk disk = new FailingDisk();
            ObjectStore dying = store(disk);
            String name = "keys-" + steps + "/ann";
            disk.failAfter(steps);
            assertThrows(StoreException.class, () -> dying.writeIfAbsent(name, ByteBuffer.allocate(10)),
                    "at step " + steps);

            ObjectStore reopened = store(Disk.REAL);

            boolean linked = steps > 5;
            assertEquals(linked ? List.of("objects/" + name) : List.of(), files(), "at step " + steps);
            assertEquals(!linked, reopened.writeIfAbsent(name, ByteBuffer.allocate(10)), "at step " + steps);
            reopened.delete(name);
        }
    }

    @Test
    void anObjectDoesNotTakeThePlaceOfOthersBelowIt() {
        ObjectStore objects = store(Disk.REAL);
        put(objects, "updates/ann", 1);

        assertThrows(StoreException.class, () -> objects.writeIfAbsent("updates", ByteBuffer.allocate(1)));
    }

    @Test
    void anObjectIsSyncedAsItGrowsSoThatItsLastSyncIsShort() {
        FailingDisk disk = FailingDisk.thatKeepsNothing();
        ObjectStore objects = store(disk);
        ByteBuffer mebibytes = ByteBuffer.allocate(16 << 20);
        disk.forget();

        try (ObjectWriter writer = objects.write("models/large")) {
            for (int i = 0; i < 20; i++) {
                writer.append(mebibytes.duplicate());
            }
        }
        try (PartialObject partial = objects.partial("updates/large")) {
            for (int i = 0; i < 20; i++) {
                partial.append(mebibytes.duplicate());
            }
        }

        assertEquals(2, Collections.frequency(disk.steps().subList(0, disk.steps().size() / 2), "sync"));
        assertEquals(4, Collections.frequency(disk.steps(), "sync"));
    }

    @Test
    @DisplayName("I1: a deletion is synced, even of an object that an earlier try had deleted")
    void stepsOfADeletion() {
        FailingDisk disk = new FailingDisk();
        ObjectStore objects = store(disk);
        put(objects, "updates/ann", 10);
        put(objects, "updates/bob", 10);
        disk.forget();

        objects.delete("updates/ann");
        objects.delete("updates/ann");

        List<String> once = List.of("delete ann", "remove updates", "sync updates");
        assertEquals(Collections.nCopies(2, once).stream().flatMap(List::stream).toList(), disk.steps());
    }

    @Test
    @DisplayName("I1: directories go with the last object in them, and only the one that is left is synced")
    void stepsOfADeletionOfAll() throws IOException {
        FailingDisk disk = new FailingDisk();
        ObjectStore objects = store(disk);
        put(objects, "updates/run/1/ann", 10);
        put(objects, "models/a", 10);
        disk.forget();

        objects.deleteAll("updates/run/1");

        assertEquals(List.of("delete ann", "remove 1", "remove 1", "remove run", "remove updates", "sync objects"),
                disk.steps());
        objects.delete("models/a");
        assertEquals(List.of("objects", "objects/~partial", "objects/~unfinished"), directories());
    }

    private List<String> directories() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> Files.isDirectory(file) && !file.equals(directory))
                    .map(file -> directory.relativize(file).toString()).sorted().toList();
        }
    }

    @Test
    void aDeletionOfAllThatIsKilledAtAnyStepIsFinishedByTheNext() throws IOException {
        boolean killed = true;
        for (int steps = 0; killed; steps++) {
            FailingDisk disk = new FailingDisk();
            ObjectStore dying = store(disk);
            put(dying, "updates/run/1/ann/x", 10);
            put(dying, "updates/run/1/bob/x", 10);
            disk.failAfter(steps);
            try {
                dying.deleteAll("updates/run/1");
                killed = false;
            } catch (StoreException death) {
                store(Disk.REAL).deleteAll("updates/run/1");
            }
            assertEquals(List.of("objects", "objects/~partial", "objects/~unfinished"), directories(),
                    "killed at step " + steps);
        }
    }

    @Test
    @DisplayName("I1: whoever finds an object has it durable, even if its writer was killed before the directory was synced")
    void stepsOfFinding() {
        FailingDisk disk = new FailingDisk();
        ObjectStore objects = store(disk);
        put(store(Disk.REAL), "updates/ann", 10);
        disk.forget();

        assertTrue(objects.exists("updates/ann"));
        assertTrue(objects.exists("updates/ann"));

        assertEquals(List.of("make updates", "sync objects", "sync updates", "make updates", "sync updates"),
                disk.steps());
    }

    @Test
    @DisplayName("I1: killed at any step of a commit, the object is whole or not there, and nothing else is left after reopening")
    void killedAtAnyStep() throws IOException {
        for (int steps = 0; steps < 9; steps++) {
            FailingDisk disk = new FailingDisk();
            ObjectStore dying = store(disk);
            String name = "updates/run-" + steps + "/ann";
            disk.failAfter(steps);
            assertThrows(StoreException.class, () -> put(dying, name, 10), "at step " + steps);

            ObjectStore reopened = store(Disk.REAL);

            boolean moved = steps == 8;
            assertEquals(moved, reopened.exists(name), "at step " + steps);
            assertEquals(moved ? List.of("objects/" + name) : List.of(), files());
        }
    }

    @Test
    @DisplayName("I1: a writer that was never committed leaves nothing after reopening")
    void unfinishedWritesAreRemovedAtOpen() throws IOException {
        ObjectWriter unfinished = store(Disk.REAL).write("updates/ann");
        unfinished.append(ByteBuffer.allocate(100));
        assertEquals(1, files().size());

        store(Disk.REAL);

        assertEquals(List.of(), files());
        assertThrows(StoreException.class, unfinished::commit);
    }

    private static void append(ObjectStore objects, String name, int size) {
        try (PartialObject partial = objects.partial(name)) {
            partial.append(ByteBuffer.allocate(size));
        }
    }

    @Test
    @DisplayName("I1: a partial object is synced before it appears, and its directories after that")
    void stepsOfCommittingAPartialObject() {
        FailingDisk disk = new FailingDisk();
        ObjectStore objects = store(disk);
        append(objects, "updates/run/ann", 10);
        disk.forget();

        try (PartialObject partial = objects.partial("updates/run/ann")) {
            partial.append(ByteBuffer.allocate(1));
            partial.commit();
        }

        assertEquals(List.of("write", "sync", "make updates", "sync objects", "make run", "sync updates", "move to ann",
                "sync run"), disk.steps());
    }

    @Test
    @DisplayName("I1: killed at any step of a commit, a partial object is whole, or partial still and can be committed again")
    void aPartialObjectKilledAtAnyStep() {
        for (int steps = 0; steps < 7; steps++) {
            FailingDisk disk = new FailingDisk();
            ObjectStore dying = store(disk);
            String name = "updates/run-" + steps + "/ann";
            append(dying, name, 10);
            disk.failAfter(steps);
            try (PartialObject partial = dying.partial(name)) {
                assertThrows(StoreException.class, partial::commit, "at step " + steps);
            }

            ObjectStore reopened = store(Disk.REAL);

            boolean moved = steps == 6;
            assertEquals(moved, reopened.exists(name), "at step " + steps);
            assertEquals(moved ? List.of() : List.of(name), reopened.partials(), "at step " + steps);
            try (PartialObject partial = reopened.partial(name)) {
                assertEquals(moved ? 0 : 10, partial.size());
                partial.commit();
            }
        }
    }

    @Test
    void aPartialObjectOfAnAbandonedStoreIsThereAfterReopening() {
        PartialObject abandoned = store(Disk.REAL).partial("updates/ann");
        abandoned.append(ByteBuffer.allocate(100));

        ObjectStore reopened = store(Disk.REAL);

        assertEquals(List.of("updates/ann"), reopened.partials());
        try (PartialObject partial = reopened.partial("updates/ann")) {
            assertEquals(100, partial.size());
        }
        abandoned.close();
    }

    @Test
    void aFullDiskTearsAPartialObjectWhichIsCutBackAndGoesOnWhenThereIsRoom() {
        FailingDisk disk = new FailingDisk();
        ObjectStore objects = store(disk);
        append(objects, "updates/ann", 100);
        disk.full(true);
        assertThrows(StoreException.class, () -> append(objects, "updates/ann", 100));
        disk.full(false);

        try (PartialObject partial = objects.partial("updates/ann")) {
            assertEquals(150, partial.size());
            partial.truncate(100);
            partial.append(ByteBuffer.allocate(20));
            partial.commit();
        }
        try (ObjectReader reader = objects.read("updates/ann")) {
            assertEquals(120, reader.size());
        }
    }

    @Test
    void aFullDiskFailsAndLeavesNothing() throws IOException {
        FailingDisk disk = new FailingDisk();
        ObjectStore objects = store(disk);

        try (ObjectWriter writer = objects.write("updates/ann")) {
            writer.append(ByteBuffer.allocate(100));
            disk.full(true);
            StoreException failed = assertThrows(StoreException.class, () -> writer.append(ByteBuffer.allocate(100)));
            assertTrue(failed.getMessage().contains("ann"), failed.getMessage());
            assertEquals(List.of(), files());
            assertThrows(IllegalStateException.class, writer::commit);
        }

        disk.full(false);
        put(objects, "updates/ann", 100);
        assertEquals(List.of("updates/ann"), objects.list("updates"));
    }

    @Test
    void aTruncatedFileFailsToRead() throws IOException {
        ObjectStore objects = store(Disk.REAL);
        put(objects, "updates/ann", 100);

        try (ObjectReader reader = objects.read("updates/ann")) {
            Files.write(directory.resolve("objects/updates/ann"), new byte[50]);
            assertThrows(StoreException.class, () -> reader.read(0, ByteBuffer.allocate(100)));
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no POSIX permissions")
    void onlyTheOwnerReadsFilesAndDirectories() throws IOException {
        put(store(Disk.REAL), "updates/ann", 1);
        append(store(Disk.REAL), "updates/bob", 1);

        try (Stream<Path> all = Files.walk(directory.resolve("objects"))) {
            for (Path path : all.toList()) {
                String wanted = Files.isDirectory(path) ? "rwx------" : "rw-------";
                assertEquals(wanted, PosixFilePermissions.toString(Files.getPosixFilePermissions(path)),
                        path::toString);
            }
        }
    }

    @Test
    void aDirectoryThatIsAFileFailsToOpen() throws IOException {
        Files.createFile(directory.resolve("objects"));

        assertThrows(StoreException.class, () -> store(Disk.REAL));
    }

    @Test
    void aSymbolicLinkToADirectoryIsADirectory() throws IOException {
        Files.createSymbolicLink(directory.resolve("objects"), Files.createDirectory(directory.resolve("elsewhere")));

        put(store(Disk.REAL), "ann", 1);

        assertTrue(Files.exists(directory.resolve("elsewhere/ann")));
        assertFalse(Files.exists(directory.resolve("ann")));
    }
}
