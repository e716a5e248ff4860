package io.tributary.coordinator;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that is taken away under a running coordinator is missed at once, not at the next start. */
class FilesLostWhileRunningTest {
    @TempDir
    private Path folder;

    private static String unready(TestCoordinator coordinator) throws Exception {
        HttpResponse<byte[]> answer = TestCoordinator.expect(503, coordinator.get("/readyz"));
        return TestDevice.problem(answer).detail();
    }

    @ParameterizedTest
    @ValueSource(strings = {"coordinator.db", "coordinator.db-wal", "coordinator.key", "objects", "keys"})
    void aMissingFileMakesItUnreadyByName(String name) throws Exception {
        Path directory = folder.resolve("coordinator");
        try (TestCoordinator coordinator = TestCoordinator.in(directory)) {
            String ready = new String(TestCoordinator.expect(200, coordinator.get("/readyz")).body(),
                    StandardCharsets.UTF_8);
            assertTrue(ready.contains("\"files\":\"ok\""), ready);
            Path aside = Files.move(directory.resolve(name), folder.resolve("aside"));
            String said = unready(coordinator);
            assertTrue(said.contains("files: " + name + " is missing"), said);
            Files.move(aside, directory.resolve(name));
            TestCoordinator.await("it is ready again", () -> coordinator.get("/readyz").statusCode() == 200);
        }
    }

    @Test
    void aHeadThatIsMissingIsWrittenAgain() throws Exception {
        Path directory = folder.resolve("coordinator");
        try (TestCoordinator coordinator = TestCoordinator.in(directory)) {
            TestCoordinator.expect(200, coordinator.get("/readyz"));
            Files.delete(directory.resolve("HEAD"));
            TestCoordinator.await("it is ready again", () -> coordinator.get("/readyz").statusCode() == 200);
            assertTrue(Files.exists(directory.resolve("HEAD")));
        }
    }

    @Test
    void aLogThatSomebodyMadeAnewIsNotTheOneThatIsWrittenTo() throws Exception {
        Path log = folder.resolve("coordinator").resolve("coordinator.db-wal");
        try (TestCoordinator coordinator = TestCoordinator.in(folder.resolve("coordinator"))) {
            TestCoordinator.expect(200, coordinator.get("/readyz"));
            Files.copy(log, folder.resolve("copy"));
            Files.move(log, folder.resolve("aside"));
            Files.move(folder.resolve("copy"), log);
            String said = unready(coordinator);
            assertTrue(said.contains("files: coordinator.db-wal was replaced"), said);
        }
    }

    @Test
    void aCopyInThePlaceOfTheDirectoryMakesItUnready() throws Exception {
        Path directory = folder.resolve("coordinator");
        try (TestCoordinator coordinator = TestCoordinator.in(directory)) {
            TestCoordinator.expect(200, coordinator.get("/readyz"));
            Path aside = Files.move(directory, folder.resolve("aside"));
            copy(aside, directory);
            String said = unready(coordinator);
            assertTrue(said.contains("files: coordinator.db was replaced"), said);
        }
    }

    /** The coordinator that runs may write its head meanwhile. */
    private static void copy(Path from, Path to) throws IOException {
        List<Path> files;
        try (Stream<Path> tree = Files.walk(from)) {
            files = tree.toList();
        }
        for (Path file : files) {
            Path there = to.resolve(from.relativize(file).toString());
            if (Files.isDirectory(file)) {
                Files.createDirectories(there);
            } else {
                Files.copy(file, there, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
