package io.tributary.loadtest.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The report as Markdown: one table of all figures, then what each benchmark printed. */
final class ReportText {
    private ReportText() {}

    static List<String> of(List<String> machine, List<Played> played) {
        List<String> text = new ArrayList<>(machine);
        text.add("");
        text.add("| what | figure | seen | wanted |");
        text.add("| --- | --- | --- | --- |");
        played.forEach(one -> text.addAll(rows(one)));
        for (Played one : played) {
            text.add("");
            text.add(String.format(Locale.ROOT, "`%s`, %.0f s%s:", String.join(" ", one.row().command()), one.seconds(),
                    one.status() == 0 ? "" : ", **exit status " + one.status() + "**"));
            text.add("");
            one.words().forEach(line -> text.add("    " + line));
        }
        return text;
    }

    private static List<String> rows(Played played) {
        List<String> rows = new ArrayList<>();
        for (Figure figure : played.figures()) {
            rows.add(row(rows.isEmpty() ? played.row().what() : "", figure.name(),
                    (figure.shown() + " " + figure.unit()).strip(),
                    played.wanted(figure).map(wanted -> wanted.against(figure.value())).orElse("")));
        }
        for (Wanted unseen : played.unseen()) {
            rows.add(row(rows.isEmpty() ? played.row().what() : "", unseen.figure(), "not reproduced", "**missed**"));
        }
        if (rows.isEmpty()) {
            rows.add(row(played.row().what(), "", played.status() == 0 ? "see below" : "failed", ""));
        }
        return rows;
    }

    private static String row(String what, String figure, String seen, String wanted) {
        return "| " + String.join(" | ", what, figure, seen, wanted) + " |";
    }
}
