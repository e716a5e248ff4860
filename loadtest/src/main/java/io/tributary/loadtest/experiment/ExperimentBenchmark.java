package io.tributary.loadtest.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tributary.experiments.deployment.WorkDirectory;
import io.tributary.loadtest.report.Figure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Plays an experiment as people do, by {@code ./tributary run}, twice: the first run has the program built and its cache of classes made,
 * the second is measured. Prints what both made, seconds of every round, and what the whole took.
 *
 * <p>{@code loadtest/bench run CONFIG [OPTIONS OF run]}.
 */
public final class ExperimentBenchmark {
    private static final Path CACHE = Path.of("target", "launcher-aot", "run.aot");
    private static final int CACHE_SECONDS = 120;

    private ExperimentBenchmark() {}

    /** Takes what comes after {@code ./tributary run}. */
    public static void main(String[] args) throws Exception {
        try (WorkDirectory work = WorkDirectory.temporary()) {
            JsonNode first = play(args, work.path().resolve("first"));
            for (int second = 0; second < CACHE_SECONDS && !Files.exists(CACHE); second++) {
                TimeUnit.SECONDS.sleep(1);
            }
            long began = System.nanoTime();
            JsonNode measured = play(args, work.path().resolve("measured"));
            print(first, measured, (System.nanoTime() - began) / 1e9);
        }
    }

    private static JsonNode play(String[] args, Path out) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("./tributary", "run"));
        command.addAll(List.of(args));
        command.addAll(List.of("--out", out.toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(out.resolveSibling(out.getFileName() + ".log").toFile());
        builder.environment().remove("TRIBUTARY_AOT");
        Process process = builder.start();
        Thread end = new Thread(process::destroy, "end-run");
        Runtime.getRuntime().addShutdownHook(end);
        int status = process.waitFor();
        Runtime.getRuntime().removeShutdownHook(end);
        if (status != 0) {
            throw new IllegalStateException("exit status " + status + " of " + command + "\n"
                    + Files.readString(out.resolveSibling(out.getFileName() + ".log")));
        }
        return JsonMapper.builder().build().readTree(Files.readAllBytes(out.resolve("report.json")));
    }

    private static void print(JsonNode first, JsonNode measured, double wall) {
        List<Double> rounds = StreamSupport.stream(measured.get("rounds").spliterator(), false)
                .map(ExperimentBenchmark::seconds).toList();
        System.out.println("models: " + model(first) + " and " + model(measured));
        System.out.println("seconds of every round: " + rounds.stream()
                .map(round -> String.format(Locale.ROOT, "%.2f", round)).collect(Collectors.joining(" ")));
        new Figure("wall time", wall, "s").print();
        new Figure("round 1 / last round", rounds.getFirst() / rounds.getLast(), "").print();
        new Figure("accuracy", last(measured).get("accuracy").asDouble(), "").print();
    }

    private static JsonNode last(JsonNode report) {
        JsonNode rounds = report.get("rounds");
        return rounds.get(rounds.size() - 1);
    }

    private static String model(JsonNode report) {
        return last(report).get("sha256").asText();
    }

    private static double seconds(JsonNode round) {
        return StreamSupport.stream(round.get("seconds").spliterator(), false).mapToDouble(JsonNode::asDouble).sum();
    }
}
