package io.tributary.experiments.comparison;

import io.tributary.experiments.export.CsvTable;
import io.tributary.experiments.progress.Quantity;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The figures of a comparison as rows, a group each. */
final class ComparisonTable {
    private static final CsvTable<GroupFigures> CSV = new CsvTable<GroupFigures>().column("label", GroupFigures::label)
            .column("runs", group -> group.runs().size())
            .column("accuracy", group -> mean(group.accuracy()))
            .column("deviation", group -> group.accuracy() == null ? null : group.accuracy().deviation())
            .column("least", group -> group.accuracy() == null ? null : group.accuracy().least())
            .column("most", group -> group.accuracy() == null ? null : group.accuracy().most())
            .column("worstTenth", group -> mean(group.worstTenth()))
            .column("rounds", group -> mean(group.rounds()))
            .column("seconds", group -> mean(group.seconds()))
            .column("bytesUp", group -> mean(group.bytesUp()))
            .column("bytesDown", group -> mean(group.bytesDown()))
            .column("reachedTarget", group -> group.target().reached())
            .column("roundsToTarget", group -> mean(group.target().rounds()))
            .column("secondsToTarget", group -> mean(group.target().seconds()))
            .column("bytesUpToTarget", group -> mean(group.target().bytesUp()))
            .column("p", GroupFigures::probability);

    private ComparisonTable() {}

    private static @Nullable Double mean(@Nullable Spread spread) {
        return spread == null ? null : (Double) spread.mean();
    }

    /** Means, as CSV (RFC 4180) with a header; what was not measured is empty. */
    static byte[] csv(Comparison comparison) throws IOException {
        return CSV.of(comparison.groups());
    }

    /** For people: a header, then a row a group. */
    static List<List<String>> words(Comparison comparison) {
        String target = String.format(Locale.ROOT, "to %.2f", comparison.target());
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("group", "runs", "accuracy", "worst tenth", "rounds", "time", "up", target, "p"));
        comparison.groups().forEach(group -> rows.add(row(group)));
        return rows;
    }

    private static List<String> row(GroupFigures group) {
        return List.of(group.label(), Integer.toString(group.runs().size()), accuracy(group.accuracy()),
                or(group.worstTenth(), spread -> decimal(spread.mean(), 3)),
                or(group.rounds(), spread -> decimal(spread.mean(), 0)),
                or(group.seconds(), spread -> time(spread.mean())), or(group.bytesUp(), spread -> bytes(spread.mean())),
                target(group), group.probability() == null ? "" : decimal(group.probability(), 3));
    }

    private static String accuracy(@Nullable Spread spread) {
        return or(spread, all -> decimal(all.mean(), 4) + (all.runs() > 1 ? " ± " + decimal(all.deviation(), 4) : ""));
    }

    private static String target(GroupFigures group) {
        Target target = group.target();
        String missed =
                target.reached() < group.runs().size() ? ", " + target.reached() + " of " + group.runs().size() : "";
        return target.rounds() == null ? "none"
                : decimal(target.rounds().mean(), 1) + " rounds, "
                        + time(Objects.requireNonNull(target.seconds()).mean())
                        + missed;
    }

    private static String or(@Nullable Spread spread, Function<Spread, String> text) {
        return spread == null ? "" : text.apply(spread);
    }

    private static String decimal(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    private static String time(double seconds) {
        return Quantity.time(Duration.ofMillis(Math.round(seconds * 1000)));
    }

    private static String bytes(double bytes) {
        return Quantity.bytes(Math.round(bytes));
    }
}
