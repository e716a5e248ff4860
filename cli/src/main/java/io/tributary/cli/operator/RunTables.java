package io.tributary.cli.operator;

import io.tributary.cli.console.Table;
import io.tributary.protocol.message.RoundView;
import io.tributary.protocol.message.RunQueueing;
import io.tributary.protocol.message.RunSummary;
import io.tributary.protocol.message.RunView;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Runs and rounds as people read them. */
final class RunTables {
    private RunTables() {}

    static Table runs(List<RunSummary> runs) {
        return new Table(List.of("RUN", "NAME", "STATUS", "ROUND", "MODEL", "CREATED", "WHY"),
                runs.stream().map(RunTables::row).toList());
    }

    private static List<String> row(RunSummary run) {
        return List.of(run.run(), run.name(), run.status().code(), run.round() + "/" + run.rounds(),
                run.model().isEmpty() ? "-" : run.model(), Instant.ofEpochMilli(run.created()).toString(),
                why(run));
    }

    private static String why(RunSummary run) {
        if (run.queue() != null) {
            return waits(run.queue());
        }
        return run.waiting() == null ? Objects.requireNonNullElse(run.failure(), "") : waits(run.waiting());
    }

    /** Where a run stands that nobody plays yet, and why. */
    static String waits(RunQueueing queue) {
        return "number " + queue.position() + " of those that wait, priority " + queue.priority() + ": "
                + switch (queue.why()) {
                    case FULL -> "as many runs are played as there may be";
                    case MODEL -> "another run of its model is played";
                };
    }

    /** What a run waits for. */
    static String waits(RunView.Waiting waiting) {
        return "waits for devices: " + waiting.devices() + " of " + waiting.wanted();
    }

    static Table rounds(RunView run) {
        return new Table(
                List.of("ROUND", "OUTCOME", "DEVICES", "ACCURACY", "LOSS", "TRAIN LOSS", "VERSION", "SHA256", "WHY"),
                run.history().stream().map(RunTables::row).toList());
    }

    private static List<String> row(RoundView round) {
        return List.of(round.round() + "", round.outcome().code(),
                round.reports().accepted() + "/" + round.reports().asked(), number(round.accuracy()),
                number(round.loss()), trainLoss(round.training()), Integer.toString(round.model().version()),
                round.model().sha256() == null ? "-" : round.model().sha256().substring(0, 16),
                Objects.requireNonNullElse(round.reason(), ""));
    }

    /** Of how many updates it is the mean, where some gave none. */
    private static String trainLoss(RoundView.@Nullable Training training) {
        if (training == null) {
            return "-";
        }
        return number(training.loss()) + (training.silent() == 0 ? ""
                : " (" + training.reports() + " of " + (training.reports() + training.silent()) + ")");
    }

    private static String number(@Nullable Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, "%.4f", value);
    }
}
