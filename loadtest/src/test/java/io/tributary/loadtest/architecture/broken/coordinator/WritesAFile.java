package io.tributary.loadtest.architecture.broken.coordinator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Broken on purpose. */
final class WritesAFile {
    private WritesAFile() {}

    static void write(Path file) throws IOException {
        Files.write(file, new byte[1]);
    }
}
