package io.tributary.experiments.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFolderTest {
    private static final LocalDateTime NOW = LocalDateTime.of(2026, 2, 3, 4, 5, 6);

    @TempDir
    private Path parent;

    @Test
    void itIsNamedAfterTheExperimentAndTheTime() throws IOException {
        assertEquals(parent.resolve("quickstart-20260203-040506"), ReportFolder.claim(parent, "quickstart", NOW));
    }

    @Test
    void runsThatBeginAtOnceGetFoldersOfTheirOwn() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Callable<Path>> claims =
                    Stream.generate(() -> (Callable<Path>) () -> ReportFolder.claim(parent, "x", NOW)).limit(32)
                            .toList();
            Set<Path> folders = new HashSet<>();
            for (Future<Path> claim : threads.invokeAll(claims)) {
                folders.add(claim.get());
            }
            assertEquals(32, folders.size());
            assertTrue(folders.contains(parent.resolve("x-20260203-040506-32")));
        }
    }

    @Test
    void aNameCannotLeaveTheFolder() throws IOException {
        assertEquals(parent, ReportFolder.claim(parent, "../../etc/a b", NOW).getParent());
    }

    @Test
    void theFolderThatWasAskedForIsTakenAsItIs() throws IOException {
        Path asked = parent.resolve("a").resolve("b");
        assertEquals(asked, ReportFolder.make(Optional.of(asked), "x", NOW));
        assertTrue(Files.isDirectory(ReportFolder.make(Optional.of(asked), "x", NOW)));
    }
}
