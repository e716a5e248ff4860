package io.tributary.coordinator.directory;

import io.tributary.secureagg.file.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A copy of a database and its write-ahead log in a temporary directory, to be read there without changing the original.
 *
 * @param file the copy of the database
 */
record DatabaseCopy(Path file) implements AutoCloseable {
    private static final List<String> PARTS = List.of("", "-wal", "-shm");

    static DatabaseCopy of(Path database) throws IOException {
        Path folder = Files.createTempDirectory("tributary-check");
        PrivateFiles.directory(folder);
        DatabaseCopy copy = new DatabaseCopy(folder.resolve(String.valueOf(database.getFileName())));
        for (String part : List.of("", "-wal")) {
            Path from = database.resolveSibling(database.getFileName() + part);
            if (Files.exists(from)) {
                Files.copy(from, copy.file.resolveSibling(copy.file.getFileName() + part));
            }
        }
        return copy;
    }

    @Override
    public void close() throws IOException {
        for (String part : PARTS) {
            Files.deleteIfExists(file.resolveSibling(file.getFileName() + part));
        }
        Files.delete(file.resolveSibling("").toAbsolutePath());
    }
}
