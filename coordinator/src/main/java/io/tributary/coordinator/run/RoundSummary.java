package io.tributary.coordinator.run;

import io.tributary.coordinator.round.RoundEvent;
import io.tributary.coordinator.round.RoundState;
import io.tributary.coordinator.round.Traffic;
import io.tributary.protocol.message.RoundView;
import io.tributary.protocol.message.RoundView.Outcome;
import io.tributary.protocol.message.RoundView.Seconds;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What operators are shown of one round, collected from its events. The seconds of the phases add up to the round's wall time:
 * {@code upload} is the time in which at least one update was being uploaded, {@code train} the rest of the time between the offer
 * and the close of reports.
 */
final class RoundSummary {
    private static final double MILLIS = 1e3;
    private final int round;
    private final Instant opened;
    private final int baseVersion;
    private int modelVersion;
    private int cohort;
    private int accepted;
    private int excluded;
    private final Map<String, String> declined = new HashMap<>();
    private Traffic traffic = Traffic.NONE;
    private @Nullable Instant offered;
    private @Nullable Instant closed;
    private @Nullable Instant committed;
    private @Nullable String sha256;
    private RoundEvent.@Nullable Evaluated evaluation;

    RoundSummary(RoundEvent.Opened event, Instant at) {
        this.round = event.round();
        this.baseVersion = event.modelVersion();
        this.modelVersion = baseVersion;
        this.opened = at;
    }

    /** Model version that the round trains from. */
    int baseVersion() {
        return baseVersion;
    }

    /** The version that the round committed, or the one it trains from before that. */
    int modelVersion() {
        return modelVersion;
    }

    /** Adds an event that changed the round to {@code after}. */
    void apply(RoundEvent event, Instant at, RoundState after) {
        switch (event) {
            case RoundEvent.PoolReady _ when after instanceof RoundState.Configuring configuring ->
                    cohort = configuring.cohort().size();
            case RoundEvent.OfferPublished _ -> offered = at;
            case RoundEvent.ReportsClosed reports -> {
                closed = at;
                accepted = reports.accepted().size();
                traffic = reports.traffic();
            }
            case RoundEvent.Declined refusal -> declined.put(refusal.device(), refusal.word());
            case RoundEvent.UpdateAccepted report -> declined.remove(report.device());
            case RoundEvent.UpdateExcluded _ -> {
                excluded++;
                accepted--;
            }
            case RoundEvent.VersionCommitted version -> {
                committed = at;
                modelVersion = version.version();
                sha256 = version.sha256();
            }
            case RoundEvent.Evaluated measured -> evaluation = measured;
            case RoundEvent.Opened _,RoundEvent.PoolReady _,RoundEvent.DeadlinePassed _,RoundEvent.NotEvaluated _,RoundEvent.EffectFailed _,RoundEvent.KeyLost _,RoundEvent.Stopped _,RoundEvent.Resumed _ ->
                    {}
        }
    }

    /** The round as operators see it, once it is over. */
    RoundView view(RoundState end, Instant at) {
        return new RoundView(round, committed == null ? Outcome.ABANDONED : Outcome.COMMITTED,
                end instanceof RoundState.Abandoned abandoned ? reason(abandoned) : null,
                new RoundView.Reports(accepted, cohort - accepted, excluded, declines()), evaluation(),
                new RoundView.Traffic(traffic.bytesUp(), traffic.bytesDown()), seconds(at),
                new RoundView.Model(modelVersion, sha256));
    }

    private Map<String, Integer> declines() {
        Map<String, Integer> counts = new TreeMap<>();
        declined.values().forEach(word -> counts.merge(word, 1, Integer::sum));
        return counts;
    }

    private RoundView.@Nullable Evaluation evaluation() {
        RoundEvent.Evaluated measured = evaluation;
        return measured == null ? null
                : new RoundView.Evaluation(measured.accuracy(),
                        Double.isFinite(measured.loss()) ? (Double) measured.loss() : null, matrix(measured));
    }

    private static String reason(RoundState.Abandoned abandoned) {
        return abandoned.reason().words() + ": " + abandoned.detail();
    }

    private Seconds seconds(Instant end) {
        double reporting = between(offered, orElse(closed, end));
        double upload = Math.min(reporting, traffic.uploadMillis() / MILLIS);
        return new Seconds(between(opened, orElse(offered, end)), reporting - upload, upload,
                between(closed, orElse(committed, end)), between(committed, end));
    }

    private static Instant orElse(@Nullable Instant time, Instant otherwise) {
        return time == null ? otherwise : time;
    }

    private static double between(@Nullable Instant from, Instant to) {
        return from == null ? 0 : Math.max(0, Duration.between(from, to).toMillis() / MILLIS);
    }

    private static int[][] matrix(RoundEvent.Evaluated measured) {
        return measured.confusion().stream().map(row -> row.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
    }
}
