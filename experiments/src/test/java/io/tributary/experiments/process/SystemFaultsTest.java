package io.tributary.experiments.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemFaultsTest {
    @TempDir
    private Path folder;

    private static String words(Throwable fault) {
        return SystemFaults.words(new IllegalStateException("around it", fault)).orElse("(none)");
    }

    @Test
    void aDiskOrASystemThatRefusesIsToldWithPlaceCauseAndCure() {
        assertEquals("/x/y: the disk is full; make room, or choose a directory on another disk",
                words(new FileSystemException("/x/y", null, "No space left on device")));
        assertTrue(words(new UncheckedIOException(new IOException("No space left on device")))
                .startsWith("the disk is full"));
        assertTrue(words(new IllegalStateException("[SQLITE_FULL] database or disk is full")).contains("make room"));
        assertTrue(words(new FileSystemException("/x", null, "Too many open files")).contains("ulimit -n"));
        assertTrue(words(new FileSystemException("/x", null, "Read-only file system"))
                .contains("/x: the file system is mounted"));
        assertTrue(words(new AccessDeniedException("/x")).contains("/x: the user of this process may not"));
        assertTrue(words(new BindException("Address already in use")).contains("choose another port"));
        assertTrue(words(new UnsatisfiedLinkError("/t/libx.so: failed to map segment from shared object"))
                .contains("mounted noexec"));
        assertEquals(Optional.empty(), SystemFaults.words(new IOException("disk full")));
        assertEquals(Optional.empty(), SystemFaults.words(new IllegalStateException("a fault of the program")));
    }

    @Test
    void whatAMachineLacksIsSaidBeforeAnythingBegins() throws Exception {
        StartCheck.require(folder.resolve("is").resolve("not").resolve("there"));
        assertTrue(Files.notExists(folder.resolve("is")), "nothing is made by looking");
        assertTrue(message(() -> StartCheck.requireFiles(64)).contains("only 64 files"));
        assertTrue(message(() -> StartCheck.requireClock(() -> Instant.EPOCH)).contains("1970-01-01"));
        assertTrue(message(() -> StartCheck.requireSpace(folder, 5 << 20)).contains("only 5 MiB left"));
        Path file = Files.createFile(folder.resolve("file"));
        assertTrue(message(() -> StartCheck.require(file.resolve("below"))).contains(file + " is a file"));
    }

    private static String message(org.junit.jupiter.api.function.Executable check) {
        return String.valueOf(assertThrows(StartCheck.MissingException.class, check).getMessage());
    }
}
