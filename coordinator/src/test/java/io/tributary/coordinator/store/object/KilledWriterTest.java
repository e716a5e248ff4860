package io.tributary.coordinator.store.object;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.store.PartialObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JVM that is killed (SIGKILL) in the middle of writing a partial object leaves what it had written. */
class KilledWriterTest {
    private static final int PIECE = 1_000;
    private static final int WRITTEN = 100;
    @TempDir
    private Path directory;

    /** Writes pieces, says so, and waits to be killed. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) throws IOException {
            PartialObject partial = new FileObjectStore(Path.of(arguments[0])).partial("updates/ann");
            for (int piece = 0; piece < WRITTEN; piece++) {
                partial.append(piece(piece));
            }
            try (var out = new java.io.FileOutputStream(java.io.FileDescriptor.out)) {
                out.write('w');
                out.flush();
                while (partial.size() > 0) {
                    LockSupport.park();
                }
            }
        }
    }

    private static ByteBuffer piece(int number) {
        byte[] bytes = new byte[PIECE];
        java.util.Arrays.fill(bytes, (byte) number);
        return ByteBuffer.wrap(bytes);
    }

    @Test
    void whatAKilledProcessWroteIsThere() throws Exception {
        Process writer = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), Writer.class.getName(), directory.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try {
            assertEquals('w', writer.getInputStream().read());
        } finally {
            writer.destroyForcibly();
            assertTrue(writer.waitFor(30, TimeUnit.SECONDS));
        }
        try (PartialObject partial = new FileObjectStore(directory).partial("updates/ann")) {
            assertEquals(PIECE * WRITTEN, partial.size());
            for (int number = 0; number < WRITTEN; number++) {
                ByteBuffer read = ByteBuffer.allocate(PIECE);
                partial.read((long) number * PIECE, read);
                assertEquals(piece(number), read.flip());
            }
        }
    }
}
