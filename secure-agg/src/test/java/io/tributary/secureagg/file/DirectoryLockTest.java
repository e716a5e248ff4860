package io.tributary.secureagg.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryLockTest {
    @TempDir
    private Path directory;

    @Test
    void isTakenOnceInAProcessUntilItIsClosed() throws Exception {
        try (DirectoryLock first = DirectoryLock.tryTake(directory).orElseThrow()) {
            assertEquals(Optional.empty(), DirectoryLock.tryTake(directory), first::toString);
        }
        DirectoryLock.tryTake(directory).orElseThrow().close();
    }

    @Test
    void keepsAnotherProcessOut() throws Exception {
        try (DirectoryLock first = DirectoryLock.tryTake(directory).orElseThrow()) {
            assertEquals("taken", askAnotherProcess(), first::toString);
        }
        assertEquals("free", askAnotherProcess());
    }

    private String askAnotherProcess() throws IOException, InterruptedException {
        Process other = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), Asking.class.getName(), directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String answer = new String(other.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII);
        assertTrue(other.waitFor(1, TimeUnit.MINUTES));
        return answer.strip();
    }

    /** Says whether a directory is free. */
    static final class Asking {
        private Asking() {}

        public static void main(String[] arguments) throws IOException {
            System.out.println(DirectoryLock.tryTake(Path.of(arguments[0])).isPresent() ? "free" : "taken");
        }
    }

    @Test
    void followsNoSymbolicLink() throws Exception {
        Path victim = directory.resolve("victim");
        Files.createSymbolicLink(directory.resolve(DirectoryLock.NAME), victim);
        assertThrows(IOException.class, () -> DirectoryLock.tryTake(directory));
        assertTrue(Files.notExists(victim));
    }
}
