package io.tributary.cli;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Whether Ctrl-C can be shown at all. */
public final class Interrupts {
    private static final int SIGINT = 1 << 1;
    private static final int HEX = 16;

    private Interrupts() {}

    /** Skips where SIGINT is ignored, as in a shell's background job: children inherit that, and no program can undo it for them. */
    public static void assumeHeard() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (Files.exists(status)) {
            try (Stream<String> lines = Files.lines(status)) {
                long ignored = lines.filter(line -> line.startsWith("SigIgn:"))
                        .mapToLong(line -> Long.parseUnsignedLong(line.substring("SigIgn:".length()).strip(), HEX))
                        .findFirst().orElse(0);
                assumeFalse((ignored & SIGINT) != 0, "SKIPPED: SIGINT is ignored here, as in a background job");
            }
        }
    }
}
