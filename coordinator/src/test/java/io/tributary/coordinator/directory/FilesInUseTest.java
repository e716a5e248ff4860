package io.tributary.coordinator.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilesInUseTest {
    @TempDir
    private Path folder;
    private Path directory;
    private FilesInUse files;

    @BeforeEach
    void run() throws IOException {
        directory = Files.createDirectory(folder.resolve("coordinator"));
        for (String name : List.of("coordinator.db", "coordinator.db-wal", "HEAD", "coordinator.key")) {
            Files.writeString(directory.resolve(name), name);
        }
        Files.createDirectory(directory.resolve("objects"));
        Files.createDirectory(directory.resolve("keys"));
        files = FilesInUse.of(directory);
        assertEquals(List.of(), files.lost());
    }

    @ParameterizedTest
    @ValueSource(strings = {"coordinator.db", "coordinator.db-wal", "HEAD", "coordinator.key", "objects", "keys"})
    void whatIsMissingIsNamedUntilItIsBack(String name) throws IOException {
        Path aside = Files.move(directory.resolve(name), folder.resolve("aside"));
        assertEquals(List.of(name + " is missing"), files.lost());
        Files.move(aside, directory.resolve(name));
        assertEquals(List.of(), files.lost());
    }

    @Test
    void aDatabaseInThePlaceOfTheOneThatIsOpenIsNamed() throws IOException {
        Path open = Files.move(directory.resolve("coordinator.db"), folder.resolve("aside"));
        Files.copy(open, directory.resolve("coordinator.db"));
        assertEquals(List.of("coordinator.db was replaced"), files.lost());
    }

    @Test
    void aDirectoryThatIsGoneLacksThemAll() throws IOException {
        Files.move(directory, folder.resolve("aside"));
        assertEquals(6, files.lost().size());
    }

    @Test
    void whereNothingLiesInADirectoryNothingIsLost() {
        assertEquals(List.of(), FilesInUse.none().lost());
    }
}
