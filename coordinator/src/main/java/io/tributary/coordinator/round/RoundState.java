package io.tributary.coordinator.round;

import io.tributary.protocol.plan.SignedDocument;
import java.util.List;

/** Where a round stands. Immutable. Times are epoch milliseconds. */
public sealed interface RoundState {
    /** 1-based number of the round. */
    int round();

    /** The state's name. */
    Phase phase();

    /**
     * Waiting for the pool to fill.
     *
     * @param deadline when to give up
     */
    record Selecting(int round, long deadline) implements RoundState {
        @Override
        public Phase phase() {
            return Phase.SELECTING;
        }
    }

    /**
     * The cohort is drawn, the key and the offer are being made.
     *
     * @param cohort sorted ids
     * @param deadline the one the offer will name
     */
    record Configuring(int round, List<String> cohort, long deadline) implements RoundState {
        /** Copies the list. */
        public Configuring {
            cohort = List.copyOf(cohort);
        }

        @Override
        public Phase phase() {
            return Phase.CONFIGURING;
        }
    }

    /**
     * Updates come in.
     *
     * @param offer what the cohort is shown
     * @param closing reports are being closed; late answers change nothing
     */
    record Reporting(int round, Tally tally, SignedDocument offer, long deadline, boolean closing)
            implements RoundState {
        @Override
        public Phase phase() {
            return Phase.REPORTING;
        }
    }

    /**
     * The accepted set is fixed and is being summed.
     *
     * @param accepted sorted ids, a subset of the cohort, without those that were left out since
     * @param excluded how many were left out
     */
    record Aggregating(int round, Tally tally, List<String> accepted, int excluded) implements RoundState {
        /** Copies the list. */
        public Aggregating {
            accepted = List.copyOf(accepted);
        }

        @Override
        public Phase phase() {
            return Phase.AGGREGATING;
        }
    }

    /**
     * The next version is there.
     *
     * @param version its number
     * @param evaluated whether it was measured, or found not to need it
     */
    record Committed(int round, int version, boolean evaluated) implements RoundState {
        @Override
        public Phase phase() {
            return Phase.COMMITTED;
        }
    }

    /** Ended without a version. */
    record Abandoned(int round, AbandonReason reason, String detail) implements RoundState {
        @Override
        public Phase phase() {
            return Phase.ABANDONED;
        }
    }
}
