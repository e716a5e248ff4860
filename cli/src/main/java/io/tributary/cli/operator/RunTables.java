package io.tributary.cli.operator;

import io.tributary.cli.console.Table;
import io.tributary.protocol.message.RoundView;
import io.tributary.protocol.message.RunView;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Runs and rounds as people read them. */
final class RunTables {
    private RunTables() {}

    static Table runs(List<RunView> runs) {
        return new Table(List.of("RUN", "NAME", "STATUS", "ROUND", "VERSION", "ACCURACY", "WHY"),
                runs.stream().map(RunTables::row).toList());
    }

    private static List<String> row(RunView run) {
        Double accuracy = run.history().stream().map(RoundView::accuracy).filter(Objects::nonNull)
                .reduce((_, later) -> later).orElse(null);
        return List.of(run.run(), run.name(), run.status().code(), run.round() + "/" + run.rounds(),
                Integer.toString(run.modelVersion()), number(accuracy), Objects.requireNonNullElse(run.failure(), ""));
    }

    static Table rounds(RunView run) {
        return new Table(
                List.of("ROUND", "OUTCOME", "DEVICES", "ACCURACY", "LOSS", "VERSION", "SHA256", "WHY"),
                run.history().stream().map(RunTables::row).toList());
    }

    private static List<String> row(RoundView round) {
        return List.of(round.round() + "", round.outcome().code(),
                round.reports().accepted() + "/" + round.reports().asked(), number(round.accuracy()),
                number(round.loss()), Integer.toString(round.model().version()),
                round.model().sha256() == null ? "-" : round.model().sha256().substring(0, 16),
                Objects.requireNonNullElse(round.reason(), ""));
    }

    private static String number(@Nullable Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, "%.4f", value);
    }
}
