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
    private static final String NO_END = "no end";

    List<String> rules() {
        return Stream
                .concat(results.scores().stream().map(Score::rule),
                        results.withoutEnd().stream().map(MatchWithoutEnd::rule))
                .distinct().toList();
    }

    List<String> attacks() {
        return Stream
                .concat(results.scores().stream().map(Score::attack),
                        results.withoutEnd().stream().map(MatchWithoutEnd::attack))
                .distinct().toList();
    }

    /** Accuracy of the mean without an attack, which losses are measured against; empty if it was not measured. */
    OptionalDouble reference() {
        return results.find(REFERENCE, QUIET).stream().mapToDouble(Score::accuracy).findFirst();
    }

    /** The most that a rule loses to any attack against the reference, in points, of the matches that came to their end. */
    OptionalDouble worst(String rule) {
        OptionalDouble least = results.scores().stream().filter(score -> score.rule().equals(rule))
                .mapToDouble(Score::accuracy).min();
        return least.isEmpty() || reference().isEmpty() ? OptionalDouble.empty()
                : OptionalDouble.of(100 * (reference().getAsDouble() - least.getAsDouble()));
    }

    /** Comma-separated, a line a match, accuracy lost in points; without an end there is no figure, but a reason. */
    String csv() {
        return Stream
                .concat(results.scores().stream().map(this::line), results.withoutEnd().stream().map(ScoreTable::line))
                .collect(Collectors.joining("\n",
                        "rule,attack,accuracy,points lost,backdoor success,seconds,no end because\n", "\n"));
    }

    private String line(Score score) {
        return String.join(",", quoted(score.rule()), quoted(score.attack()), number("%.4f", score.accuracy()),
                lost(score), score.backdoor() == null ? "" : number("%.4f", score.backdoor()),
                number("%.1f", score.seconds()), "");
    }

    private static String line(MatchWithoutEnd match) {
        return String.join(",", quoted(match.rule()), quoted(match.attack()), "", "", "", "", quoted(match.why()));
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
            lines.add(row(rule, attacks().stream().map(attack -> cell(rule, attack)).toList(), most(rule)));
        }
        return String.join("\n", lines) + "\n";
    }

    /** A rule that an attack leaves without a model has lost everything. */
    private String most(String rule) {
        OptionalDouble worst = worst(rule);
        return results.withoutEnd().stream().anyMatch(match -> match.rule().equals(rule)) ? NO_END
                : worst.isEmpty() ? "" : number("%.1f", worst.getAsDouble());
    }

    private static String row(String first, List<String> cells, String last) {
        return Stream.concat(Stream.concat(Stream.of(first), cells.stream()), Stream.of(last))
                .collect(Collectors.joining(" | ", "| ", " |"));
    }

    String cell(String rule, String attack) {
        if (results.findUnended(rule, attack).isPresent()) {
            return NO_END;
        }
        Optional<Score> score = results.find(rule, attack);
        String accuracy = score.map(one -> number("%.1f", 100 * one.accuracy())).orElse("");
        return score.map(Score::backdoor).map(success -> accuracy + " / " + number("%.1f", 100 * success))
                .orElse(accuracy);
    }

    static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
