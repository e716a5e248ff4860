package io.tributary.experiments.report;

import io.tributary.protocol.plan.RunPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where an experiment ran: what its times, and the bits of its model, depend on.
 *
 * @param jvm version and vendor
 * @param os name and architecture
 * @param cpu model, as far as the system tells it
 * @param processors that the JVM may use
 * @param libtorchThreads for one model
 * @param plugIns that the plan names, each by name and version
 */
public record Environment(String jvm, String os, String cpu, int processors, int libtorchThreads,
        List<String> plugIns) {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    /** Copies the list. */
    public Environment {
        plugIns = List.copyOf(plugIns);
    }

    /** This machine and JVM, for a plan. */
    public static Environment of(RunPlan plan) {
        return new Environment(Runtime.version() + " (" + System.getProperty("java.vendor") + ")",
                System.getProperty("os.name") + " " + System.getProperty("os.arch"), cpu(CPU_INFO),
                Runtime.getRuntime().availableProcessors(), plan.training().threads(),
                plan.plugIns().stream().map(plugIn -> plugIn.name() + " " + plugIn.version()).toList());
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
