package io.tributary.loadtest.architecture.broken.coordinator;

import java.io.IOException;
import java.nio.channels.FileChannel;

/** Broken on purpose. */
final class SyncsAFile {
    private SyncsAFile() {}

    static void sync(FileChannel file) throws IOException {
        file.force(true);
    }
}
