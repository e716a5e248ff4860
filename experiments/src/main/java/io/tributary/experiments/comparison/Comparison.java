package io.tributary.experiments.comparison;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tributary.experiments.html.HtmlPage;
import io.tributary.secureagg.file.DurableFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Runs that finished, grouped by their configs: what differs in nothing but the seed is one group.
 *
 * @param target accuracy to reach, 0..1
 * @param groups at least one; the first one is what the others are compared with
 * @param leftOut runs that did not finish, with the reason
 */
public record Comparison(double target, List<GroupFigures> groups, List<String> leftOut) {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /**
     * Reads the reports of runs.
     *
     * @param folders of runs, or with such folders in them
     * @param target accuracy 0..1; if empty, the highest one that all runs reached, in whole hundredths
     * @throws ComparisonException if there is none, a report is none, or no run finished
     * @throws IOException if a report cannot be read
     */
    public static Comparison of(List<Path> folders, OptionalDouble target) throws IOException, ComparisonException {
        List<ComparedRun> all = ReportFile.below(folders);
        List<ComparedRun> finished = all.stream().filter(ComparedRun::finished).toList();
        List<String> leftOut = all.stream().filter(run -> !run.finished())
                .map(run -> run.folder() + ": " + (run.status().equals("finished") ? "no accuracy" : run.status()))
                .toList();
        if (finished.isEmpty()) {
            throw new ComparisonException("no run has finished: " + String.join("; ", leftOut)
                    + "; ./tributary run --resume DIR goes on with one");
        }
        List<RunGroup> groups = RunGroup.of(finished);
        List<@Nullable Double> probabilities = Significance.of(groups);
        double wanted = target.orElseGet(() -> Target.usual(finished));
        List<GroupFigures> figures = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            figures.add(GroupFigures.of(groups.get(i), wanted, probabilities.get(i)));
        }
        return new Comparison(wanted, figures, leftOut);
    }

    /** Copies the lists. */
    public Comparison {
        groups = List.copyOf(groups);
        leftOut = List.copyOf(leftOut);
    }

    /**
     * Writes {@code compare.html}, {@code compare.json} and {@code compare.csv}, each in one step.
     *
     * @param folder made if it is not there
     * @return the page
     */
    public Path write(Path folder) throws IOException {
        Files.createDirectories(folder);
        DurableFile.replace(folder.resolve("compare.json"), JSON.writeValueAsBytes(this));
        DurableFile.replace(folder.resolve("compare.csv"), ComparisonTable.csv(this));
        Path page = folder.resolve("compare.html");
        DurableFile.replace(page, HtmlPage.of(Comparison.class, "compare", JSON.valueToTree(this))
                .getBytes(StandardCharsets.UTF_8));
        return page;
    }

    /** The table for a terminal: names of columns, then a row a group. */
    public List<List<String>> table() {
        return ComparisonTable.words(this);
    }
}
