package io.tributary.experiments.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.tributary.protocol.message.RoundView;
import io.tributary.protocol.message.RunView;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The form of {@code report.json}, which is flat: groups of fields have no name of their own there. Fields are only ever added. */
@JsonPropertyOrder({"name", "seed", "rounds", "final", "expect"})
record ReportDocument(String name, long seed, List<Round> rounds, @JsonProperty("final") @Nullable FinalModel model,
        Expectation expect, @JsonUnwrapped End end, List<String> classes, List<SamplePrediction> samples,
        Environment environment, @JsonUnwrapped Config config, DataLeftOut leftOut,
        @Nullable DeviceSpread devices) {
    /**
     * How the run ended, or stands.
     *
     * @param learned whether any round made a model
     * @param plannedRounds of the plan
     * @param finished when it ended, as ISO 8601; null while it goes on
     * @param written when the report was
     */
    record End(RunView.Status status, @Nullable String failure, boolean learned, int plannedRounds,
            @Nullable String finished, String written, double totalSeconds) {
        static End of(ReportInput input) {
            RunState run = input.run();
            String written = input.written().toString();
            return new End(run.status(), run.failure(), run.learned(), run.planned(),
                    run.status() == RunView.Status.ACTIVE ? null : written, written, input.totalSeconds());
        }
    }

    /** A closed round; of one that was not evaluated, accuracy, loss and confusion are there and null. */
    record Round(int round, @JsonUnwrapped Score score, @JsonUnwrapped Devices devices,
            @JsonUnwrapped RoundView.Traffic traffic, RoundView.Seconds seconds, RoundView.Outcome outcome,
            @Nullable String reason, @JsonUnwrapped Model model, int excluded, int @Nullable [][] confusion,
            @JsonUnwrapped Training training) {
        static Round of(RoundView round) {
            RoundView.Reports reports = round.reports();
            RoundView.Evaluation measured = round.evaluation();
            return new Round(round.round(), new Score(round.accuracy(), round.loss()),
                    new Devices(reports.accepted(), reports.dropped()), round.traffic(), round.seconds(),
                    round.outcome(), round.reason(), Model.of(round.model()), reports.excluded(),
                    measured == null ? null : measured.confusion(), Training.of(round));
        }
    }

    /** What the run was made from: its text, and each value that it sets. */
    record Config(String config, Map<String, String> settings) {}

    /** What was measured on held-out data. */
    record Score(@Nullable Double accuracy, @Nullable Double loss) {}

    /**
     * What devices said of their training.
     *
     * @param trainLoss mean over the accepted updates, weighted by their examples
     * @param silent accepted updates without a loss; null if it is not known
     */
    record Training(@Nullable Double trainLoss, @Nullable Integer silent) {
        static Training of(RoundView round) {
            RoundView.Training said = round.training();
            return new Training(round.trainLoss(), said == null ? null : (Integer) said.silent());
        }
    }

    /** Devices whose updates are in the sum, and the others that were asked. */
    record Devices(int accepted, int dropped) {}

    /** Where the round left the model. */
    record Model(int modelVersion, @Nullable String sha256) {
        static Model of(RoundView.Model model) {
            return new Model(model.version(), model.sha256());
        }
    }

    static ReportDocument of(ReportInput input) {
        return new ReportDocument(input.name(), input.seed(), input.run().rounds().stream().map(Round::of).toList(),
                input.model(), input.expectation(), End.of(input), input.classes(), input.figures().samples(),
                input.environment(), new Config(input.config().text(), input.config().settings()), input.leftOut(),
                DeviceSpread.of(input.figures().devices()));
    }
}
