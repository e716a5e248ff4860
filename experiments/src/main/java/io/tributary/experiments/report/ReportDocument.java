package io.tributary.experiments.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.tributary.protocol.message.RoundView;
import io.tributary.protocol.message.RunView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The form of {@code report.json}. Fields are only ever added. */
@JsonPropertyOrder({"name", "seed", "rounds", "final", "expect"})
record ReportDocument(String name, long seed, List<Round> rounds, @JsonProperty("final") FinalModel model,
        Expectation expect, RunView.Status status, @Nullable String failure, String finished, double totalSeconds,
        List<String> classes, List<SamplePrediction> samples, Environment environment, String config) {

    /** A closed round; without accuracy, loss and confusion if it was not evaluated. */
    record Round(int round, @Nullable Double accuracy, @Nullable Double loss, int accepted, int dropped, long bytesUp,
            long bytesDown, RoundView.Seconds seconds, RoundView.Outcome outcome, @Nullable String reason,
            int modelVersion, @Nullable String sha256, int @Nullable [][] confusion) {

        static Round of(RoundView round) {
            return new Round(round.round(), finite(round.accuracy()), finite(round.loss()), round.accepted(),
                    round.dropped(),
                    round.bytesUp(), round.bytesDown(), round.seconds(), round.outcome(), round.reason(),
                    round.modelVersion(), round.sha256(), round.confusion());
        }

        /** JSON has no word for a loss that is not finite any more. */
        private static @Nullable Double finite(@Nullable Double value) {
            return value == null || !Double.isFinite(value) ? null : value;
        }
    }

    static ReportDocument of(ReportInput input) {
        return new ReportDocument(input.name(), input.seed(), input.run().history().stream().map(Round::of).toList(),
                input.model(), input.expectation(), input.run().status(), input.run().failure(),
                input.finished().toString(), input.totalSeconds(), input.classes(), input.samples(),
                input.environment(),
                input.config());
    }
}
