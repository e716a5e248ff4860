package io.tributary.protocol.message;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import io.tributary.protocol.Fields;
import io.tributary.protocol.Ids;
import io.tributary.protocol.WireWord;
import io.tributary.protocol.plan.SignedDocument;
import org.jspecify.annotations.Nullable;

/** What the coordinator answers, version 1. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({@JsonSubTypes.Type(value = CoordinatorMessage.Wait.class, name = "wait"),
    @JsonSubTypes.Type(value = CoordinatorMessage.Assignment.class, name = "assignment"),
    @JsonSubTypes.Type(value = CoordinatorMessage.Receipt.class, name = "receipt"),
    @JsonSubTypes.Type(value = CoordinatorMessage.NoMoreWork.class, name = "no-more-work"),
    @JsonSubTypes.Type(value = CoordinatorMessage.RoundOver.class, name = "round-over")})
public sealed interface CoordinatorMessage extends WireMessage {
    /**
     * Nothing now: check in again after some time.
     *
     * @param retryMillis milliseconds until then, 1..86,400,000
     * @param ended the run that was over last, where no run is active and none that is over has a model version: nothing is left to do, as
     *     after {@link NoMoreWork}, and there is nothing to keep; null otherwise. Older devices do not know it, and wait
     * @param newer a version that the device lacks of a model that no run under way trains; null if there is none. Said only to devices that
     *     say what they hold
     */
    record Wait(long retryMillis,
            @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(nulls = Nulls.SET) @Nullable String ended,
            @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(nulls = Nulls.SET) @Nullable Newer newer)
            implements CoordinatorMessage {
        /**
         * A version to keep.
         *
         * @param run the run that made it
         * @param model its model
         * @param modelVersion its number
         */
        public record Newer(String run, String model, int modelVersion) {
            /**
             * Checks the form of its arguments.
             *
             * @throws IllegalArgumentException if one is not of its form
             */
            public Newer {
                Ids.run(run);
                Ids.model(model);
                Fields.within("modelVersion", modelVersion, 0, Integer.MAX_VALUE);
            }
        }

        /** A wait for a round. */
        public Wait(long retryMillis) {
            this(retryMillis, null, null);
        }

        /** A wait for a round of the next run. */
        public Wait(long retryMillis, @Nullable String ended) {
            this(retryMillis, ended, null);
        }

        /**
         * Checks its arguments.
         *
         * @throws IllegalArgumentException if one is not of its form
         */
        @JsonCreator
        public Wait {
            Fields.within("retryMillis", retryMillis, 1, 86_400_000);
            if (ended != null) {
                Ids.run(ended);
            }
        }
    }

    /**
     * Chosen for a round.
     *
     * @param offer the payload is a {@link io.tributary.protocol.plan.RoundOffer}
     * @param now epoch milliseconds on the coordinator's clock when it answered, by which the offer's deadline is measured; null where
     *     an older coordinator does not say it
     * @param model what is trained from, where it is so small that it comes with the offer; null where it has to be fetched
     */
    record Assignment(SignedDocument offer,
            @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(nulls = Nulls.SET) @Nullable Long now,
            @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(nulls = Nulls.SET) @Nullable CarriedModel model)
            implements CoordinatorMessage {
        /** An assignment whose model has to be fetched. */
        public Assignment(SignedDocument offer, @Nullable Long now) {
            this(offer, now, null);
        }

        /**
         * Checks its arguments.
         *
         * @throws IllegalArgumentException if one is out of range
         */
        @JsonCreator
        public Assignment {
            if (now != null) {
                Fields.within("now", now, 0, Long.MAX_VALUE);
            }
        }
    }

    /**
     * The update counts, durably. The same report gets the same receipt.
     *
     * @param signed the payload is an {@link UpdateReceipt}, signed by the coordinator
     */
    record Receipt(SignedDocument signed) implements CoordinatorMessage {}

    /**
     * Nothing is left to do for this device: no run is active.
     *
     * @param run the run that made the version below, or went on from it
     * @param model the model that the device is to keep
     * @param modelVersion its newest version
     */
    record NoMoreWork(String run, String model, int modelVersion) implements CoordinatorMessage {
        /**
         * Checks the form of its arguments.
         *
         * @throws IllegalArgumentException if one is not of its form
         */
        public NoMoreWork {
            Ids.run(run);
            Ids.model(model);
            Fields.within("modelVersion", modelVersion, 0, Integer.MAX_VALUE);
        }
    }

    /** Pushed on a channel: the round takes no report of this device any more, so that it need not go on. */
    record RoundOver(String run, int round, Outcome outcome) implements CoordinatorMessage {
        /** Why the round is over. */
        public enum Outcome implements WireWord {
            /** It closed, with the updates of others. */
            CLOSED,
            /** It comes to nothing. */
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
         * Checks the form of its arguments.
         *
         * @throws IllegalArgumentException if one is not of its form
         */
        public RoundOver {
            Ids.run(run);
            Fields.within("round", round, 1, Integer.MAX_VALUE);
        }
    }
}
