package io.tributary.secureagg.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFilesTest {
    @TempDir
    private Path directory;

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void closesAFileToOthersAndMakesOneThatIsMissing() throws Exception {
        Path file = directory.resolve("coordinator.db");
        PrivateFiles.file(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        PrivateFiles.closeIfThere(file);
        assertEquals("rw-------", mode(file));
        PrivateFiles.closeIfThere(directory.resolve("none"));
    }

    @Test
    void aLinkIsRefusedByNameAndWhatItLeadsToIsLeftAlone() throws Exception {
        Path victim = Files.writeString(directory.resolve("victim"), "theirs");
        Files.setPosixFilePermissions(victim, PosixFilePermissions.fromString("rw-r--r--"));
        Path link = Files.createSymbolicLink(directory.resolve("coordinator.db"), victim);
        for (IOException refused : new IOException[] {
            assertThrows(IOException.class, () -> PrivateFiles.file(link)),
            assertThrows(IOException.class, () -> PrivateFiles.closeIfThere(link))}) {
            assertTrue(refused.getMessage().startsWith(link + " is a symbolic link"), refused.getMessage());
        }
        assertEquals("rw-r--r--", mode(victim));
        assertEquals("theirs", Files.readString(victim));
    }

    @Test
    void aWholeDirectoryMayBeALink() throws Exception {
        Path real = Files.createDirectory(directory.resolve("real"));
        Path link = Files.createSymbolicLink(directory.resolve("state"), real);
        PrivateFiles.directory(link);
        PrivateFiles.file(link.resolve("coordinator.db"));
        assertEquals("rwx------", mode(real));
    }
}
