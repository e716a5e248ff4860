package io.tributary.experiments.comparison;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tributary.experiments.comparison.ComparedRun.End;
import io.tributary.experiments.comparison.ComparedRun.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds and reads the reports of runs. */
final class ReportFile {
    static final String NAME = "report.json";
    private static final long MOST_BYTES = 256L << 20;
    private static final int MOST_RUNS = 1000;
    private static final int DEPTH = 5;
    private static final JsonMapper JSON = new JsonMapper();

    private ReportFile() {}

    /**
     * The runs in some folders, each the folder of a run or one with such folders below it, in the order of the folders and of names in them.
     *
     * @throws ComparisonException if a folder has none, there are more than 1,000, or a report is none
     */
    static List<ComparedRun> below(List<Path> folders) throws IOException, ComparisonException {
        List<ComparedRun> runs = new ArrayList<>();
        for (Path folder : folders) {
            List<Path> found = find(folder);
            if (found.isEmpty()) {
                throw new ComparisonException(folder + " has no " + NAME
                        + "; give folders that ./tributary run or sweep wrote, or one with such folders in it");
            }
            for (Path report : found) {
                runs.add(read(report));
            }
            if (runs.size() > MOST_RUNS) {
                throw new ComparisonException("more than " + MOST_RUNS + " runs; give folders with fewer");
            }
        }
        return runs;
    }

    private static List<Path> find(Path folder) throws IOException, ComparisonException {
        if (Files.isRegularFile(folder.resolve(NAME))) {
            return List.of(folder.resolve(NAME));
        }
        if (!Files.isDirectory(folder)) {
            throw new ComparisonException(folder + " is no folder; give one that ./tributary run or sweep wrote");
        }
        try (Stream<Path> below = Files.find(folder, DEPTH,
                (path, is) -> is.isRegularFile() && path.endsWith(NAME))) {
            return below.sorted().limit(MOST_RUNS + 1L).toList();
        }
    }

    private static ComparedRun read(Path file) throws IOException, ComparisonException {
        if (Files.size(file) > MOST_BYTES) {
            throw new ComparisonException(file + " has more than " + MOST_BYTES + " bytes; no report has");
        }
        JsonNode report;
        try {
            report = JSON.readTree(file.toFile());
        } catch (com.fasterxml.jackson.core.JsonProcessingException malformed) {
            throw new ComparisonException(file + " is not JSON: " + malformed.getOriginalMessage());
        }
        if (!report.path("name").isTextual() || !report.path("rounds").isArray() || !report.path("seed").isNumber()) {
            throw new ComparisonException(file + " is no report of a run: it has no name, seed or rounds");
        }
        return new ComparedRun(String.valueOf(file.toAbsolutePath().getParent()), report.get("name").textValue(),
                report.get("seed").longValue(), report.path("status").asText("unknown"), settings(report),
                points(report.get("rounds")),
                new End(number(report.at("/final/accuracy")), number(report.at("/devices/worstTenth")),
                        report.path("totalSeconds").asDouble()));
    }

    private static Map<String, String> settings(JsonNode report) {
        Map<String, String> settings = new TreeMap<>();
        report.path("settings").properties().forEach(one -> settings.put(one.getKey(), one.getValue().asText()));
        settings.keySet().removeIf(path -> path.matches("seed|priority|(expect|export)(\\..*)?"));
        return settings;
    }

    private static List<Point> points(JsonNode rounds) {
        List<Point> points = new ArrayList<>();
        double seconds = 0;
        long up = 0;
        long down = 0;
        for (JsonNode round : rounds) {
            for (String phase : List.of("select", "train", "upload", "aggregate")) {
                seconds += round.at("/seconds/" + phase).asDouble();
            }
            up += round.path("bytesUp").asLong();
            down += round.path("bytesDown").asLong();
            points.add(new Point(round.path("round").asInt(), number(round.path("accuracy")),
                    number(round.path("loss")), seconds, up, down));
        }
        return points;
    }

    private static @Nullable Double number(JsonNode value) {
        return value.isNumber() ? (Double) value.doubleValue() : null;
    }
}
