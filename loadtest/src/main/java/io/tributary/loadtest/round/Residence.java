package io.tributary.loadtest.round;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a process uses, as Linux tells it.
 *
 * @param peakBytes most memory that was resident at once
 * @param cpuSeconds time on processors since it began
 */
public record Residence(long peakBytes, double cpuSeconds) {
    private static final int KIB = 1024;
    private static final double NANOS = 1e9;

    /** What it uses now; Linux only. */
    public static Residence of(ProcessHandle process) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            long kib = lines.filter(line -> line.startsWith("VmHWM:")).map(line -> line.replaceAll("\\D", ""))
                    .mapToLong(Long::parseLong).findFirst().orElseThrow();
            return new Residence(kib * KIB, process.info().totalCpuDuration().orElseThrow().toNanos() / NANOS);
        }
    }
}
