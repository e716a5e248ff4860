package io.tributary.coordinator.round;

import java.util.List;

/** Something to be done about a round, at least once and as if once. Immutable. */
public sealed interface Effect {
    /** The round it belongs to, 1-based. */
    int round();

    /** The same for the same work for ever: with run and round it makes performing idempotent. */
    String id();

    /** Make and keep the round's sealing key. */
    record MakeRoundKey(int round) implements Effect {
        @Override
        public String id() {
            return "make-round-key";
        }
    }

    /** Open the store's door to the cohort. */
    record OpenReports(int round, List<String> cohort) implements Effect {
        @Override
        public String id() {
            return "open-reports";
        }
    }

    /** Sign the offer, with this deadline in epoch milliseconds. */
    record PublishOffer(int round, long deadline) implements Effect {
        @Override
        public String id() {
            return "publish-offer";
        }
    }

    /** Close the door and fix the accepted set. */
    record CloseReports(int round) implements Effect {
        @Override
        public String id() {
            return "close-reports";
        }
    }

    /**
     * Make the next model version of these devices' updates.
     *
     * @param excluded how many more were accepted and are left out
     */
    record Aggregate(int round, List<String> accepted, int excluded) implements Effect {
        @Override
        public String id() {
            return excluded == 0 ? "aggregate" : "aggregate-without-" + excluded;
        }
    }

    /** Destroy the round's sealing key: nothing stored opens after this. */
    record DestroyRoundKey(int round) implements Effect {
        @Override
        public String id() {
            return "destroy-round-key";
        }
    }

    /** Delete the round's stored updates. */
    record DeleteUpdates(int round) implements Effect {
        @Override
        public String id() {
            return "delete-updates";
        }
    }

    /** Delete what strategies remembered with versions older than the one before this. */
    record DeleteOldStates(int round, int version) implements Effect {
        @Override
        public String id() {
            return "delete-old-states";
        }
    }

    /** Measure a model version. */
    record Evaluate(int round, int version) implements Effect {
        @Override
        public String id() {
            return "evaluate";
        }
    }
}
