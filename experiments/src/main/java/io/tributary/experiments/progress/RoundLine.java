package io.tributary.experiments.progress;

import io.tributary.protocol.message.RoundView;
import io.tributary.protocol.message.RoundView.Outcome;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A closed round in one line. The form is stable: scripts may read it. */
final class RoundLine {
    private RoundLine() {}

    /**
     * A round that was not measured has its devices' training loss as well, where it is known. For instance {@code round 3/10  accuracy 0.9130  loss 0.3120  devices 12/12  up 14.2 MB  down 20.1 MB  2.3 s}.
     *
     * @param rounds rounds planned
     */
    static String of(RoundView round, int rounds) {
        int width = String.valueOf(rounds).length();
        return String.format(Locale.ROOT, "round %" + width + "d/%d  %s  devices %d/%d  up %s  down %s  %s",
                round.round(), rounds,
                result(round), round.reports().accepted(), round.reports().asked(),
                Quantity.bytes(round.traffic().bytesUp()),
                Quantity.bytes(round.traffic().bytesDown()), Quantity.time(duration(round)));
    }

    /** What follows {@link #of} where there is room: {@code (select 0.1, train 1.9, ... s)}. */
    static String phases(RoundView.Seconds seconds) {
        return String.format(Locale.ROOT, "(select %.1f, train %.1f, upload %.1f, aggregate %.1f, evaluate %.1f s)",
                seconds.select(),
                seconds.train(), seconds.upload(), seconds.aggregate(), seconds.evaluate());
    }

    private static String result(RoundView round) {
        if (round.outcome() == Outcome.ABANDONED) {
            return "abandoned: " + Objects.requireNonNullElse(round.reason(), "no reason given");
        }
        return "accuracy " + number(round.accuracy()) + "  loss " + number(round.loss())
                + (round.evaluation() == null && round.trainLoss() != null
                        ? "  train loss " + number(round.trainLoss()) : "");
    }

    private static String number(@Nullable Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, "%.4f", value);
    }

    private static Duration duration(RoundView round) {
        return Duration.ofMillis(Math.round(Eta.total(round.seconds()) * 1000));
    }
}
