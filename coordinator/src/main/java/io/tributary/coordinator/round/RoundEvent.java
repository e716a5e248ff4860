package io.tributary.coordinator.round;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tributary.protocol.plan.SignedDocument;
import java.util.List;

/** Something that happened to a round. It is stored before its effects are performed. Immutable. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({@JsonSubTypes.Type(value = RoundEvent.Opened.class, name = "opened"),
    @JsonSubTypes.Type(value = RoundEvent.PoolReady.class, name = "pool-ready"),
    @JsonSubTypes.Type(value = RoundEvent.OfferPublished.class, name = "offer-published"),
    @JsonSubTypes.Type(value = RoundEvent.UpdateAccepted.class, name = "update-accepted"),
    @JsonSubTypes.Type(value = RoundEvent.Declined.class, name = "declined"),
    @JsonSubTypes.Type(value = RoundEvent.DeadlinePassed.class, name = "deadline-passed"),
    @JsonSubTypes.Type(value = RoundEvent.ReportsClosed.class, name = "reports-closed"),
    @JsonSubTypes.Type(value = RoundEvent.UpdateExcluded.class, name = "update-excluded"),
    @JsonSubTypes.Type(value = RoundEvent.VersionCommitted.class, name = "version-committed"),
    @JsonSubTypes.Type(value = RoundEvent.Evaluated.class, name = "evaluated"),
    @JsonSubTypes.Type(value = RoundEvent.NotEvaluated.class, name = "not-evaluated"),
    @JsonSubTypes.Type(value = RoundEvent.EffectFailed.class, name = "effect-failed"),
    @JsonSubTypes.Type(value = RoundEvent.KeyLost.class, name = "key-lost"),
    @JsonSubTypes.Type(value = RoundEvent.Stopped.class, name = "stopped"),
    @JsonSubTypes.Type(value = RoundEvent.Resumed.class, name = "resumed")})
public sealed interface RoundEvent {
    /** The round it happened to, 1-based. */
    int round();

    /** The round began, to train from this model version: the first event of every round. */
    record Opened(int round, int modelVersion) implements RoundEvent {}

    /** Enough devices are waiting; their ids in any order. */
    record PoolReady(int round, List<String> devices) implements RoundEvent {
        /** Copies the list. */
        public PoolReady {
            devices = List.copyOf(devices);
        }
    }

    /** The offer is signed; the cohort may be shown it. */
    record OfferPublished(int round, SignedDocument offer) implements RoundEvent {}

    /** An update of this device counts, durably. */
    record UpdateAccepted(int round, String device) implements RoundEvent {}

    /**
     * This device will not report.
     *
     * @param reason code of the fixed reason it gave; empty if it gave none
     */
    record Declined(int round, String device, String why, String reason) implements RoundEvent {
        /** For a reason in words alone. */
        public Declined(int round, String device, String why) {
            this(round, device, why, "");
        }

        /** The reason in a word or two. */
        public String word() {
            return reason.isEmpty() ? Tally.UNSAID : reason;
        }
    }

    /** The deadline may have passed; the machine compares it with the time of the event. */
    record DeadlinePassed(int round) implements RoundEvent {}

    /** No more reports are taken and the accepted set is fixed. */
    record ReportsClosed(int round, List<String> accepted, Traffic traffic) implements RoundEvent {
        /** Copies the list. */
        public ReportsClosed {
            accepted = List.copyOf(accepted);
        }
    }

    /** An update that had been accepted cannot be aggregated, for the reason given; the round goes on without it. */
    record UpdateExcluded(int round, String device, String why) implements RoundEvent {}

    /** The next model version is recorded; its hash as in the manifest. */
    record VersionCommitted(int round, int version, String sha256) implements RoundEvent {}

    /**
     * The new version was measured.
     *
     * @param accuracy 0..1
     * @param loss in nats; not finite if the model diverged
     * @param confusion rows are true classes, columns predicted ones
     */
    record Evaluated(int round, double accuracy, double loss, List<List<Integer>> confusion) implements RoundEvent {
        /**
         * Copies the list.
         *
         * @throws IllegalArgumentException if the accuracy is out of range
         */
        public Evaluated {
            if (!(accuracy >= 0 && accuracy <= 1)) {
                throw new IllegalArgumentException("an evaluator measured an accuracy of " + accuracy + ", not 0..1");
            }
            confusion = confusion.stream().map(List::copyOf).toList();
        }
    }

    /** There is nothing to measure the new version with. */
    record NotEvaluated(int round) implements RoundEvent {}

    /** An effect could not be performed, for the reason given. */
    record EffectFailed(int round, String effect, String cause) implements RoundEvent {}

    /** The round's key is not there any more, or damaged: no update of the round can ever be opened. */
    record KeyLost(int round, String why) implements RoundEvent {}

    /** The run was asked to end, for the reason given. */
    record Stopped(int round, String why) implements RoundEvent {}

    /** The run was stopped or had failed and goes on; its last round stays over. */
    record Resumed(int round) implements RoundEvent {}
}
