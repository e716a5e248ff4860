package io.tributary.protocol.message;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.Nulls;
import io.tributary.protocol.Fields;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a round ended. A round that was not evaluated has no accuracy, loss and confusion.
 *
 * @param round 1-based
 * @param outcome whether its sum became a model version
 * @param reason why it was abandoned; null when committed
 * @param accuracy on held-out data, 0..1, or null
 * @param loss mean cross-entropy in nats, or null
 * @param confusion rows are true classes, columns predicted ones, or null
 * @param accepted updates in the sum
 * @param dropped devices asked whose update is not in the sum
 * @param bytesUp sealed update bytes received
 * @param bytesDown model bytes sent
 * @param seconds how long each phase took
 * @param modelVersion newest committed version after the round
 * @param sha256 hex SHA-256 of the model as little-endian float32, or null if the round made none
 * @param excluded how many of the dropped had been accepted and were left out, because they could not be aggregated; null for none
 */
public record RoundView(int round, Outcome outcome, @JsonSetter(nulls = Nulls.SET) @Nullable String reason,
        @JsonSetter(nulls = Nulls.SET) @Nullable Double accuracy, @JsonSetter(nulls = Nulls.SET) @Nullable Double loss,
        @JsonSetter(nulls = Nulls.SET) int @Nullable [][] confusion, int accepted, int dropped, long bytesUp,
        long bytesDown, Seconds seconds, int modelVersion, @JsonSetter(nulls = Nulls.SET) @Nullable String sha256,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(nulls = Nulls.SET) @Nullable Integer excluded) {
    /** Whether a round's sum became a model version. */
    public enum Outcome {
        /** It did. */
        COMMITTED,
        /** It did not. */
        ABANDONED;

        /** In lower case, as on the wire. */
        @JsonValue
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * Reads {@link #code}.
         *
         * @throws IllegalArgumentException if it is no outcome
         */
        @JsonCreator
        public static Outcome of(String code) {
            return Arrays.stream(values()).filter(outcome -> outcome.code().equals(code)).findFirst().orElseThrow(
                    () -> new IllegalArgumentException("outcome must be committed or abandoned, not '" + code + "'"));
        }
    }

    /**
     * How long each phase took, in seconds.
     *
     * @param select until the cohort was drawn and told
     * @param train devices at work
     * @param upload updates on their way
     * @param aggregate summing and committing
     * @param evaluate measuring on held-out data
     */
    public record Seconds(double select, double train, double upload, double aggregate, double evaluate) {}

    /**
     * Copies the confusion matrix.
     *
     * @throws IllegalArgumentException if a number is out of range
     */
    public RoundView {
        Fields.within("round", round, 1, Integer.MAX_VALUE);
        if (accuracy != null && !(accuracy >= 0 && accuracy <= 1)) {
            throw new IllegalArgumentException("accuracy must be 0..1, not " + accuracy);
        }
        Fields.within("accepted", accepted, 0, Integer.MAX_VALUE);
        Fields.within("dropped", dropped, 0, Integer.MAX_VALUE);
        Fields.within("modelVersion", modelVersion, 0, Integer.MAX_VALUE);
        if (excluded != null) {
            Fields.within("excluded", excluded, 1, dropped);
        }
        confusion = copy(confusion);
    }

    /** A round without an update that was left out. */
    public RoundView(int round, Outcome outcome, @Nullable String reason, @Nullable Double accuracy,
            @Nullable Double loss, int @Nullable [][] confusion, int accepted, int dropped, long bytesUp,
            long bytesDown,
            Seconds seconds, int modelVersion, @Nullable String sha256) {
        this(round, outcome, reason, accuracy, loss, confusion, accepted, dropped, bytesUp, bytesDown, seconds,
                modelVersion, sha256, null);
    }

    /** How many updates were left out of the sum after they had been accepted. */
    public int leftOut() {
        return excluded == null ? 0 : excluded;
    }

    /** Rows are true classes, columns predicted ones; a copy, or null. */
    @Override
    public int @Nullable [][] confusion() {
        return copy(confusion);
    }

    private static int @Nullable [][] copy(int @Nullable [][] matrix) {
        return matrix == null ? null : Arrays.stream(matrix).map(int[]::clone).toArray(int[][]::new);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RoundView that && round == that.round && outcome == that.outcome
                && Objects.equals(reason, that.reason) && Objects.equals(accuracy, that.accuracy)
                && Objects.equals(loss, that.loss) && Arrays.deepEquals(confusion, that.confusion)
                && accepted == that.accepted && dropped == that.dropped && bytesUp == that.bytesUp
                && bytesDown == that.bytesDown && seconds.equals(that.seconds) && modelVersion == that.modelVersion
                && Objects.equals(sha256, that.sha256) && Objects.equals(excluded, that.excluded);
    }

    @Override
    public int hashCode() {
        return Objects.hash(round, outcome, modelVersion, sha256);
    }
}
