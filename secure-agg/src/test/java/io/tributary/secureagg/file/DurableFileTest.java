package io.tributary.secureagg.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DurableFileTest {
    private static final byte[] OLD = {1, 2, 3};
    private static final byte[] NEW = new byte[100_000];
    @TempDir
    private Path directory;
    private Path file = Path.of("");

    @BeforeEach
    void hasAnOldFile() throws IOException {
        file = directory.resolve("file");
        Files.write(file, OLD);
    }

    @Test
    void syncsTheFileBeforeItIsMovedAndTheDirectoryAfterwards() throws Exception {
        StepDisk steps = new StepDisk(100);
        DurableFile.replace(steps.disk(), file, NEW);
        assertEquals(List.of("delete", "create", "write", "sync", "move", "syncDirectory"), steps.steps());
        assertArrayEquals(NEW, Files.readAllBytes(file));
    }

    @Test
    void aCrashAfterAnyStepLeavesTheOldFileOrTheNewOneAndTheNextWriteSucceeds() throws Exception {
        for (int steps = 0; steps < 6; steps++) {
            Files.write(file, OLD);
            Disk dying = new StepDisk(steps).disk();
            assertThrows(IOException.class, () -> DurableFile.replace(dying, file, NEW));
            assertArrayEquals(steps < 5 ? OLD : NEW, Files.readAllBytes(file), "after " + steps + " steps");
            DurableFile.replace(file, NEW);
            assertArrayEquals(NEW, Files.readAllBytes(file), "after " + steps + " steps");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file.part", "file"})
    void writesThroughNoSymbolicLink(String link) throws Exception {
        Path victim = Files.write(directory.resolve("victim"), OLD);
        Files.deleteIfExists(directory.resolve(link));
        Files.createSymbolicLink(directory.resolve(link), victim);
        DurableFile.replace(file, NEW);
        assertArrayEquals(OLD, Files.readAllBytes(victim));
        assertFalse(Files.isSymbolicLink(file));
        assertArrayEquals(NEW, Files.readAllBytes(file));
    }

    @Test
    void aDiskCreatesNothingThatIsThere() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("link"), directory.resolve("nowhere"));
        for (Path there : List.of(file, link)) {
            assertThrows(IOException.class, () -> Disk.REAL.create(there));
            assertThrows(IOException.class, () -> Disk.REAL.createPrivate(there));
        }
        assertFalse(Files.exists(directory.resolve("nowhere")));
    }

    @Test
    void filesOfTheOwnerAreClosedToOthersAndTheRestFollowTheUmask() throws Exception {
        Disk.REAL.create(directory.resolve("usual")).close();
        Disk.REAL.createPrivate(directory.resolve("private")).close();
        assertTrue(Disk.REAL.makeDirectory(directory.resolve("below")));
        assertFalse(Disk.REAL.makeDirectory(directory.resolve("below")));
        Path usual = Files.createFile(directory.resolve("as the JDK"));
        assertEquals(Files.getPosixFilePermissions(usual), Files.getPosixFilePermissions(directory.resolve("usual")));
        assertEquals("rw-------", mode("private"));
        assertEquals("rwx------", mode("below"));
    }

    private String mode(String name) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(name)));
    }

    @Test
    void renamesOverAFileThatIsThere() throws Exception {
        Path staged = Files.write(directory.resolve("staged"), NEW);
        DurableFile.rename(staged, file);
        assertArrayEquals(NEW, Files.readAllBytes(file));
        assertFalse(Files.exists(staged));
    }
}
