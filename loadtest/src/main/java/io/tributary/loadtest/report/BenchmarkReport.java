package io.tributary.loadtest.report;

import io.tributary.experiments.deployment.WorkDirectory;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Plays the benchmarks one after another, each in processes of its own, and writes {@code target/benchmarks.md}: the machine, every figure
 * beside its target, and all that was printed. A benchmark that fails, and a figure that is not printed, are shown as missed.
 *
 * <p>{@code loadtest/bench report [REGEX]}: those whose command the expression finds.
 */
public final class BenchmarkReport {
    private static final Path REPORT = Path.of("target", "benchmarks.md");
    private static final long MOST_MINUTES = 10;

    private BenchmarkReport() {}

    /** Takes which benchmarks. Exits with 1 if one of them failed, whatever its figures are. */
    public static void main(String[] args) throws Exception {
        Pattern which = Pattern.compile(args.length > 0 ? args[0] : "");
        List<String> machine;
        try (WorkDirectory work = WorkDirectory.temporary()) {
            machine = Machine.describe(work.path());
        }
        List<Played> played = new ArrayList<>();
        for (Row row : Row.ALL) {
            if (which.matcher(String.join(" ", row.command())).find()) {
                System.err.println(row.what() + ": " + String.join(" ", row.command()));
                played.add(play(row));
                write(machine, played);
            }
        }
        System.out.print(Files.readString(REPORT));
        System.exit(played.stream().allMatch(one -> one.status() == 0) ? 0 : 1);
    }

    private static Played play(Row row) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(row.command()).redirectErrorStream(true);
        builder.environment().put("LOADTEST_BUILT", "yes");
        builder.environment().put("TRIBUTARY_AOT", "off");
        long began = System.nanoTime();
        Process process = builder.start();
        Thread end = new Thread(process::destroy, "end-benchmark");
        Runtime.getRuntime().addShutdownHook(end);
        List<String> lines = new ArrayList<>();
        Thread watch = Thread.ofVirtual().start(() -> endIfLate(process));
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            out.lines().forEach(lines::add);
        }
        int status = process.waitFor();
        watch.join();
        Runtime.getRuntime().removeShutdownHook(end);
        return new Played(row, (System.nanoTime() - began) / 1e9, status, lines);
    }

    private static void endIfLate(Process process) {
        try {
            if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)) {
                process.destroy();
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private static void write(List<String> machine, List<Played> played) throws IOException {
        Files.createDirectories(REPORT.resolveSibling(""));
        Files.write(REPORT, ReportText.of(machine, played));
    }
}
