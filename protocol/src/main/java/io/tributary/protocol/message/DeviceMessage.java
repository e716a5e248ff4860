package io.tributary.protocol.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import io.tributary.protocol.Fields;
import io.tributary.protocol.Ids;
import io.tributary.protocol.Reason;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.plan.SignedDocument;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a device says to the coordinator, version 1. Every message is idempotent: saying it again changes nothing more. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({@JsonSubTypes.Type(value = DeviceMessage.CheckIn.class, name = "check-in"),
    @JsonSubTypes.Type(value = DeviceMessage.Report.class, name = "report"),
    @JsonSubTypes.Type(value = DeviceMessage.Decline.class, name = "decline")})
public sealed interface DeviceMessage extends WireMessage {
    /** Enrolled id of the speaker. */
    String device();

    /**
     * Idle and eligible: is there work?
     *
     * @param resources what the device would give; null if it does not say, as older devices do not
     * @param waitMillis how long the device waits for an answer where there is no work yet, 0..600,000 (a long poll); null for not at all
     * @param ended the run after whose end the device stays for another one; null if it has heard of no end, or does not stay
     * @param models registry names of the models whose runs the device takes part in, 1..{@value #MOST_MODELS}; null for all
     * @param holds the versions that the device serves, at most {@value #MOST_MODELS}, by the registry names of their models: it is told of newer
     *     ones of runs that are over; null if it does not ask for that, as older devices do not
     */
    record CheckIn(String device,
            @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(nulls = Nulls.SET) @Nullable Resources resources,
            @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(nulls = Nulls.SET) @Nullable Long waitMillis,
            @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(nulls = Nulls.SET) @Nullable String ended,
            @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(nulls = Nulls.SET) @Nullable List<String> models,
            @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(
                    nulls = Nulls.SET) @Nullable Map<String, Integer> holds)
            implements DeviceMessage {
        /** The longest {@code waitMillis}. */
        public static final long LONGEST_WAIT = 600_000;
        /** How many models a device may name. */
        public static final int MOST_MODELS = 32;

        /**
         * Checks its arguments.
         *
         * @throws IllegalArgumentException if one is not of its form
         */
        public CheckIn {
            Ids.device(device);
            if (waitMillis != null) {
                Fields.within("waitMillis", waitMillis, 0, LONGEST_WAIT);
            }
            if (ended != null) {
                Ids.run(ended);
            }
            models = models == null ? null : models(models);
            holds = holds == null ? null : holds(holds);
        }

        private static Map<String, Integer> holds(Map<String, Integer> holds) {
            Fields.within("number of holds", holds.size(), 0, MOST_MODELS);
            holds.forEach(
                    (model, version) -> Fields.within("holds of " + Ids.model(model), version, 0, Integer.MAX_VALUE));
            return Collections.unmodifiableMap(new TreeMap<>(holds));
        }

        /**
         * Registry names of models as a check-in has them, copied.
         *
         * @throws IllegalArgumentException if there are none or too many, or one may not be such a name
         */
        public static List<String> models(List<String> models) {
            Fields.list("models", models, 1, MOST_MODELS).forEach(Ids::model);
            return List.copyOf(models);
        }

        /** A check-in of a device that takes part in runs of every model and asks for no versions. */
        public CheckIn(String device, @Nullable Resources resources, @Nullable Long waitMillis,
                @Nullable String ended) {
            this(device, resources, waitMillis, ended, null, null);
        }

        /** A check-in that is answered at once. */
        public CheckIn(String device, @Nullable Resources resources) {
            this(device, resources, null, null);
        }

        /** A check-in that says nothing of resources and is answered at once. */
        public CheckIn(String device) {
            this(device, null, null, null);
        }

        /** How long the device waits for an answer. */
        public Duration patience() {
            return Duration.ofMillis(waitMillis == null ? 0 : waitMillis);
        }
    }

    /**
     * The upload is complete: count it. Answered by a receipt.
     *
     * @param planHash hex SHA-256 of the plan that it was trained under
     * @param modelVersion the version that it was trained from
     * @param signed the payload is an {@link UpdateReport} of this device, signed by its key
     * @param loss mean training loss of the last epoch, finite; null if the trainer has none
     * @param trainMillis time spent training, at least 0
     */
    record Report(String device, String planHash, int modelVersion, SignedDocument signed,
            @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(nulls = Nulls.SET) @Nullable Double loss,
            long trainMillis) implements DeviceMessage {
        /**
         * Checks the form of its arguments.
         *
         * @throws IllegalArgumentException if one is not of its form
         */
        public Report {
            Ids.device(device);
            Sha256.requireHex("planHash", planHash);
            Fields.within("modelVersion", modelVersion, 0, Integer.MAX_VALUE);
            if (loss != null) {
                Fields.finite("loss", loss);
            }
            Fields.within("trainMillis", trainMillis, 0, Long.MAX_VALUE);
        }

        /** Of a trainer that has a loss. */
        public Report(String device, String planHash, int modelVersion, SignedDocument signed, double loss,
                long trainMillis) {
            this(device, planHash, modelVersion, signed, (Double) loss, trainMillis);
        }
    }

    /**
     * The device will not finish this round.
     *
     * @param why a line of at most 1000 characters
     * @param reason which of the fixed reasons it is; null if the device does not say, as older devices do not
     */
    record Decline(String device, String run, int round, String why,
            @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(nulls = Nulls.SET) @Nullable Reason reason)
            implements DeviceMessage {
        /**
         * Checks the form of its arguments.
         *
         * @throws IllegalArgumentException if one is not of its form
         */
        public Decline {
            Ids.device(device);
            Ids.run(run);
            Fields.within("round", round, 1, Integer.MAX_VALUE);
            Fields.line("why", why, 0, 1000);
        }

        /** A refusal for a reason in words alone. */
        public Decline(String device, String run, int round, String why) {
            this(device, run, round, why, null);
        }
    }
}
