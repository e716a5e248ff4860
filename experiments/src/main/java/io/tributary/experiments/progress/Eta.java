package io.tributary.experiments.progress;

import io.tributary.protocol.message.RoundView;
import io.tributary.protocol.message.RunView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** When a run will be over, judged by how long its last rounds took. */
final class Eta {
    /** Rounds in the moving average: enough to even out, few enough to follow a change. */
    private static final int WINDOW = 5;

    private Eta() {}

    /** The time left; empty before the first round has closed and after the last. */
    static Optional<Duration> left(RunView run) {
        List<RoundView> history = run.history();
        int rounds = run.rounds() - history.size();
        if (history.isEmpty() || rounds <= 0 || run.status() != RunView.Status.ACTIVE) {
            return Optional.empty();
        }
        double seconds = history.subList(Math.max(0, history.size() - WINDOW), history.size()).stream()
                .mapToDouble(round -> Math.max(total(round.seconds()), round.seconds().evaluate())).average()
                .orElseThrow();
        return Optional.of(Duration.ofMillis(Math.round(seconds * rounds * 1000)));
    }

    /** A round until its version was there, in seconds: it is measured beside the next one. */
    static double total(RoundView.Seconds seconds) {
        return seconds.select() + seconds.train() + seconds.upload() + seconds.aggregate();
    }
}
