package io.tributary.protocol.message;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.tributary.protocol.Fields;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.WireWord;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a round ended.
 *
 * @param round 1-based
 * @param outcome whether its sum became a model version
 * @param reason why it was abandoned; null when committed
 * @param reports whose updates are in the sum
 * @param evaluation what was measured on held-out data; null if nothing was
 * @param traffic bytes up and down
 * @param seconds how long each phase took
 * @param model where the round left the model
 * @param training what devices said of their training; null if no update was accepted, or it is not known
 */
public record RoundView(int round, Outcome outcome, @JsonSetter(nulls = Nulls.SET) @Nullable String reason,
        Reports reports, @JsonSetter(nulls = Nulls.SET) @Nullable Evaluation evaluation, Traffic traffic,
        Seconds seconds, Model model,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(nulls = Nulls.SET) @Nullable Training training) {
    /** Whether a round's sum became a model version. */
    public enum Outcome implements WireWord {
        /** It did. */
        COMMITTED,
        /** It did not. */
        ABANDONED;

        /**
         * Reads {@link WireWord#code}.
         *
         * @throws IllegalArgumentException if it is none
         */
        @JsonCreator
        public static Outcome of(String code) {
            return Fields.word("outcome", Outcome.class, code);
        }
    }

    /**
     * Whose updates are in the sum.
     *
     * @param accepted updates in the sum; of an abandoned round those that would have been
     * @param dropped devices asked whose update is not in the sum
     * @param excluded how many of the dropped had been accepted and were left out, because they could not be aggregated
     * @param declined how many of the dropped declined, for each reason that they gave; null if none did
     */
    public record Reports(int accepted, int dropped, int excluded,
            @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(
                    nulls = Nulls.SET) @Nullable Map<String, Integer> declined) {
        private static final int MOST_REASONS = 100;

        /**
         * Checks its arguments.
         *
         * @throws IllegalArgumentException if a number is negative, or more were excluded than dropped
         */
        public Reports {
            Fields.within("accepted", accepted, 0, Integer.MAX_VALUE);
            Fields.within("dropped", dropped, 0, Integer.MAX_VALUE);
            Fields.within("excluded", excluded, 0, dropped);
            if (declined != null) {
                declined = declined.isEmpty() ? null : Collections.unmodifiableMap(new TreeMap<>(declined));
            }
            if (declined != null) {
                Fields.within("declined reasons", declined.size(), 0, MOST_REASONS);
                declined.values().forEach(count -> Fields.within("declined", count, 1, Integer.MAX_VALUE));
            }
        }

        /** Of a round that nobody declined. */
        public Reports(int accepted, int dropped, int excluded) {
            this(accepted, dropped, excluded, null);
        }

        /** How many of the dropped declined, for each reason that they gave. */
        public Map<String, Integer> refusals() {
            return declined == null ? Map.of() : declined;
        }

        /** Devices that were asked. */
        public int asked() {
            return accepted + dropped;
        }
    }

    /**
     * What was measured on held-out data.
     *
     * @param accuracy 0..1
     * @param loss mean cross-entropy in nats; null if it is not finite
     * @param confusion rows are true classes, columns predicted ones
     */
    public record Evaluation(double accuracy, @JsonSetter(nulls = Nulls.SET) @Nullable Double loss, int[][] confusion) {
        /**
         * Copies the confusion matrix.
         *
         * @throws IllegalArgumentException if the accuracy is out of range or the loss is not finite
         */
        public Evaluation {
            if (!(accuracy >= 0 && accuracy <= 1)) {
                throw new IllegalArgumentException("accuracy must be 0..1, not " + accuracy);
            }
            if (loss != null && !Double.isFinite(loss)) {
                throw new IllegalArgumentException("loss must be finite or null, not " + loss);
            }
            confusion = copy(confusion);
        }

        /** Rows are true classes, columns predicted ones; a copy. */
        @Override
        public int[][] confusion() {
            return copy(confusion);
        }

        private static int[][] copy(int[][] matrix) {
            return Arrays.stream(matrix).map(int[]::clone).toArray(int[][]::new);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Evaluation that && accuracy == that.accuracy && Objects.equals(loss, that.loss)
                    && Arrays.deepEquals(confusion, that.confusion);
        }

        @Override
        public int hashCode() {
            return Objects.hash(accuracy, loss);
        }
    }

    /**
     * Bytes of a round.
     *
     * @param bytesUp sealed update bytes received
     * @param bytesDown model bytes sent
     */
    public record Traffic(long bytesUp, long bytesDown) {}

    /**
     * How long each phase took, in seconds.
     *
     * @param select until the cohort was drawn and told
     * @param train devices at work
     * @param upload updates on their way
     * @param aggregate summing and committing
     * @param evaluate from the new version on until it was measured on held-out data: beside the next round
     */
    public record Seconds(double select, double train, double upload, double aggregate, double evaluate) {}

    /**
     * Where a round left the model.
     *
     * @param version newest committed version after the round
     * @param sha256 hex SHA-256 of the model as little-endian float32; null if the round made no version
     */
    public record Model(int version, @JsonSetter(nulls = Nulls.SET) @Nullable String sha256) {
        /**
         * Checks its arguments.
         *
         * @throws IllegalArgumentException if the version is negative or the hash is none
         */
        public Model {
            Fields.within("version", version, 0, Integer.MAX_VALUE);
            if (sha256 != null) {
                Sha256.requireHex("sha256", sha256);
            }
        }
    }

    /**
     * What devices said of their training with the accepted updates. Nobody can check it.
     *
     * @param loss mean of the training losses of their last epoch, each weighted by the update's number of examples; null if none gave one
     * @param reports updates whose loss is in it
     * @param silent accepted updates without a loss
     */
    public record Training(@JsonSetter(nulls = Nulls.SET) @Nullable Double loss, int reports, int silent) {
        /**
         * Checks its arguments.
         *
         * @throws IllegalArgumentException if a number is negative, or the loss is not finite or there without a report
         */
        public Training {
            Fields.within("reports", reports, 0, Integer.MAX_VALUE);
            Fields.within("silent", silent, 0, Integer.MAX_VALUE);
            if (loss != null) {
                Fields.finite("loss", loss);
                Fields.within("reports", reports, 1, Integer.MAX_VALUE);
            }
        }
    }

    /** A round of which is not known what devices said of their training. */
    public RoundView(int round, Outcome outcome, @Nullable String reason, Reports reports,
            @Nullable Evaluation evaluation, Traffic traffic, Seconds seconds, Model model) {
        this(round, outcome, reason, reports, evaluation, traffic, seconds, model, null);
    }

    /** The same round with what devices said of their training. */
    public RoundView with(Training said) {
        return new RoundView(round, outcome, reason, reports, evaluation, traffic, seconds, model, said);
    }

    /** Mean training loss of the accepted updates; null if it is not known. */
    public @Nullable Double trainLoss() {
        return training == null ? null : training.loss();
    }

    /**
     * Checks its arguments.
     *
     * @throws IllegalArgumentException if the round is not positive
     */
    @JsonCreator
    public RoundView {
        Fields.within("round", round, 1, Integer.MAX_VALUE);
    }

    /** On held-out data, 0..1; null if the round was not evaluated. */
    public @Nullable Double accuracy() {
        return evaluation == null ? null : (Double) evaluation.accuracy();
    }

    /** Mean cross-entropy in nats on held-out data; null if the round was not evaluated or its loss was not finite. */
    public @Nullable Double loss() {
        return evaluation == null ? null : evaluation.loss();
    }
}
