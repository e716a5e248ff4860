package io.tributary.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tributary.experiments.progress.ProgressView;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class CtrlCOnATerminalTest {
    private static final Path SCRIPT = Path.of("/usr/bin/script");

    /** Draws on its terminal, is told to end, and says whether it was let tidy up. */
    public static final class Drawing {
        private Drawing() {}

        /** The program. */
        public static void main(String[] args) throws Exception {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("tidied up")));
            try (ProgressView view = ProgressView.onConsole()) {
                view.step(view.getClass().getSimpleName());
                new ProcessBuilder("kill", "-INT", Long.toString(ProcessHandle.current().pid())).start().waitFor();
                TimeUnit.MINUTES.sleep(1);
                Runtime.getRuntime().halt(1); // nobody stopped it
            }
        }
    }

    @Test
    void letsTheProcessStopWhatItHasStarted() throws Exception {
        Interrupts.assumeHeard();
        assumeTrue(Files.isExecutable(SCRIPT) && Files.isDirectory(Path.of("/proc")),
                "SKIPPED: a terminal needs " + SCRIPT + " of util-linux");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String command = String.join(" ", java, "--enable-native-access=ALL-UNNAMED", "-cp",
                "'" + System.getProperty("java.class.path") + "'", "'" + Drawing.class.getName() + "'");
        Process process = new ProcessBuilder(SCRIPT.toString(), "-qec", command, "/dev/null")
                .redirectErrorStream(true).start();
        try (InputStream terminal = process.getInputStream()) {
            String said = new String(terminal.readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(said.contains("TerminalProgress"), said);
            assertTrue(said.contains("tidied up"), said);
        } finally {
            process.destroyForcibly();
        }
    }
}
