package io.tributary.loadtest.poisoning;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Scores as a table, a row a rule and a column an attack.
 *
 * @param results what was measured
 */
record ScoreTable(Results results) {
    private static final String REFERENCE = "mean";
    private static final String QUIET = "none";

    List<String> rules() {
        return results.scores().stream().map(Score::rule).distinct().toList();
    }

    List<String> attacks() {
        return results.scores().stream().map(Score::attack).distinct().toList();
    }

    /** Accuracy of the mean without an attack, which losses are measured against; empty if it was not measured. */
    OptionalDouble reference() {
        return results.find(REFERENCE, QUIET).stream().mapToDouble(Score::accuracy).findFirst();
    }

    /** The most that a rule loses to any attack against the reference, in points. */
    OptionalDouble worst(String rule) {
        OptionalDouble least = results.scores().stream().filter(score -> score.rule().equals(rule))
                .mapToDouble(Score::accuracy).min();
        return least.isEmpty() || reference().isEmpty() ? OptionalDouble.empty()
                : OptionalDouble.of(100 * (reference().getAsDouble() - least.getAsDouble()));
    }

    /** Comma-separated, a line a score, accuracy lost in points. */
    String csv() {
        return results.scores().stream().map(score -> String.join(",", quoted(score.rule()), quoted(score.attack()),
                number("%.4f", score.accuracy()), lost(score),
                score.backdoor() == null ? "" : number("%.4f", score.backdoor()),
                number("%.1f", score.seconds())))
                .collect(Collectors.joining("\n", "rule,attack,accuracy,points lost,backdoor success,seconds\n", "\n"));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }

    private String lost(Score score) {
        return reference().isEmpty() ? "" : number("%.2f", 100 * (reference().getAsDouble() - score.accuracy()));
    }

    /** A table for a page: accuracy in percent; behind a slash the success of the backdoor. */
    String markdown() {
        List<String> lines = new ArrayList<>();
        lines.add(row("rule", attacks(), "loses at most"));
        lines.add(row("---", attacks().stream().map(_ -> "---").toList(), "---"));
        for (String rule : rules()) {
            OptionalDouble worst = worst(rule);
            lines.add(row(rule, attacks().stream().map(attack -> cell(rule, attack)).toList(),
                    worst.isEmpty() ? "" : number("%.1f", worst.getAsDouble())));
        }
        return String.join("\n", lines) + "\n";
    }

    private static String row(String first, List<String> cells, String last) {
        return Stream.concat(Stream.concat(Stream.of(first), cells.stream()), Stream.of(last))
                .collect(Collectors.joining(" | ", "| ", " |"));
    }

    String cell(String rule, String attack) {
        Optional<Score> score = results.find(rule, attack);
        String accuracy = score.map(one -> number("%.1f", 100 * one.accuracy())).orElse("");
        return score.map(Score::backdoor).map(success -> accuracy + " / " + number("%.1f", 100 * success))
                .orElse(accuracy);
    }

    static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
