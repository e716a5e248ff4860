package io.tributary.experiments.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tributary.experiments.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an earlier run left in a folder. */
public final class EarlierRun {
    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> ITS_OWN =
            List.of("report.json", "report.html", Report.ROUNDS, Report.DEVICES, "model", RunDirectory.NAME);

    private EarlierRun() {}

    /** Refuses a folder with an earlier run in it, and says what is there. */
    static void requireNone(Optional<Path> asked, boolean force) throws RunFolderException {
        if (asked.isEmpty()) {
            return;
        }
        Path out = asked.get();
        if (Files.exists(out) && !Files.isDirectory(out)) {
            throw new RunFolderException(out + " is a file; --out takes a folder");
        }
        List<String> found = ITS_OWN.stream().filter(name -> Files.exists(out.resolve(name))).toList();
        if (!force && !found.isEmpty()) {
            throw new RunFolderException(out + " holds " + describe(out) + " (" + String.join(", ", found)
                    + "); give another folder, or --force to replace it"
                    + (found.contains(RunDirectory.NAME) ? ", or go on with it: ./tributary run --resume " + out : ""));
        }
    }

    private static String describe(Path out) {
        Optional<JsonNode> report = report(out);
        return report.map(node -> "the run '" + node.path("name").asText() + "', " + node.path("status").asText("ended")
                + " at " + node.path("written").asText("an unknown time")).orElse("an earlier run");
    }

    /** Deletes the reports and the model: what a reader finds is never of two runs. */
    static void delete(Path out) throws IOException {
        Files.deleteIfExists(out.resolve("report.html"));
        Files.deleteIfExists(out.resolve("report.json"));
        Files.deleteIfExists(out.resolve(Report.ROUNDS));
        Files.deleteIfExists(out.resolve(Report.DEVICES));
        Files.deleteIfExists(out.resolve("model").resolve(ParameterFile.NAME));
        Files.deleteIfExists(out.resolve("model").resolve(ModelPull.MANIFEST));
    }

    /** What came of a run that finished; empty if it can go on, or there is none. */
    public static Optional<ExperimentOutcome> finished(Path out) {
        if (canGoOn(out)) {
            return Optional.empty();
        }
        return report(out).filter(node -> "finished".equals(node.path("status").asText())).map(node -> {
            List<String> failures = new ArrayList<>();
            node.at("/expect/failures").forEach(failure -> failures.add(failure.asText()));
            return new ExperimentOutcome(out.resolve("report.html"), failures);
        });
    }

    /** Whether a run began there and has not finished. */
    public static boolean canGoOn(Path out) {
        return Files.exists(out.resolve(RunDirectory.NAME).resolve("run.json"));
    }

    private static Optional<JsonNode> report(Path out) {
        try {
            return Optional.of(JSON.readTree(out.resolve("report.json").toFile()));
        } catch (IOException _) {
            return Optional.empty(); // none, or not one of ours
        }
    }
}
