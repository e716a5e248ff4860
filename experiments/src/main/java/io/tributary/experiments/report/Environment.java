package io.tributary.experiments.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Where an experiment ran: what its times, and the bits of its model, depend on.
 *
 * @param jvm version and vendor
 * @param os name and architecture
 * @param cpu model, as far as the system tells it
 * @param processors that the JVM may use
 * @param libtorchThreads for one model
 */
public record Environment(String jvm, String os, String cpu, int processors, int libtorchThreads) {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    /** This machine and JVM. */
    public static Environment current(int libtorchThreads) {
        return new Environment(Runtime.version() + " (" + System.getProperty("java.vendor") + ")",
                System.getProperty("os.name") + " " + System.getProperty("os.arch"), cpu(CPU_INFO),
                Runtime.getRuntime().availableProcessors(), libtorchThreads);
    }

    static String cpu(Path info) {
        if (!Files.isReadable(info)) {
            return "unknown";
        }
        try (Stream<String> lines = Files.lines(info)) {
            return lines.filter(line -> line.startsWith("model name")).findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip()).orElse("unknown");
        } catch (IOException _) {
            return "unknown";
        }
    }
}
