package io.tributary.loadtest.poisoning;

import java.util.Optional;

/** Scores as one page that needs nothing else: the more a rule loses to an attack, the redder the field. */
final class HeatMap {
    private static final double WORST_POINTS = 30;
    private static final String HEAD =
            """
                    <!doctype html>
                    <html lang="en">
                    <meta charset="utf-8">
                    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
                    <title>Rules under attack</title>
                    <style>
                    body { font: 14px system-ui, sans-serif; margin: 2em; }
                    table { border-collapse: collapse; }
                    th, td { padding: .4em .7em; border: 1px solid #ddd; text-align: right; color: #111; }
                    th { background: #f4f4f4; } th:first-child { text-align: left; }
                    </style>
                    <h1>Rules under attack</h1>
                    <p>Held-out accuracy after the last round, in percent; behind the slash the part of the triggered images that the \
                    model takes for the attackers' class. Green loses nothing against the mean without an attack, red %.0f points or more, or has no end.</p>
                    """;

    private HeatMap() {}

    static String of(ScoreTable table) {
        StringBuilder page = new StringBuilder(ScoreTable.number(HEAD, WORST_POINTS));
        page.append("<table>\n<tr><th>rule</th>");
        table.attacks().forEach(attack -> page.append("<th>").append(escaped(attack)).append("</th>"));
        page.append("</tr>\n");
        for (String rule : table.rules()) {
            page.append("<tr><th>").append(escaped(rule)).append("</th>");
            table.attacks().forEach(attack -> page.append(field(table, rule, attack)));
            page.append("</tr>\n");
        }
        return page.append("</table>\n</html>\n").toString();
    }

    private static String field(ScoreTable table, String rule, String attack) {
        Optional<Score> score = table.results().find(rule, attack);
        if (score.isEmpty()) {
            return withoutEnd(table, rule, attack);
        }
        double reference = table.reference().orElse(score.get().accuracy());
        double lost = Math.clamp(100 * (reference - score.get().accuracy()) / WORST_POINTS, 0, 1);
        return ScoreTable.number("<td style=\"background: hsl(%.0f 70%% 75%%)\">", 120 * (1 - lost))
                + escaped(table.cell(rule, attack)) + "</td>";
    }

    private static String withoutEnd(ScoreTable table, String rule, String attack) {
        return table.results().findUnended(rule, attack)
                .map(match -> "<td style=\"background: hsl(0 70% 75%)\" title=\"" + escaped(match.why()) + "\">"
                        + escaped(table.cell(rule, attack)) + "</td>")
                .orElse("<td></td>");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
