package io.tributary.coordinator.round;

import java.util.List;

/** Something to do for a round. It may be performed more than once, with the effect of once. Immutable. */
public sealed interface Effect {
    /** The round it belongs to, 1-based. */
    int round();

    /** Identifies the effect within its run and round, also after a restart: what is recorded as done is not performed again. */
    String id();

    /**
     * Whether it must happen for a secret to end: it is recorded as done only once it was, so that whatever looks at the round next
     * performs it, however often it failed.
     */
    default boolean mustHappen() {
        return false;
    }

    /** Make and keep the round's sealing key. */
    record MakeRoundKey(int round) implements Effect {
        @Override
        public String id() {
            return "make-round-key";
        }
    }

    /** Let the cohort report. */
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

    /** Take no more reports; the accepted set is fixed. */
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

    /** Destroy the round's sealing key: no stored update can be decrypted after this. */
    record DestroyRoundKey(int round) implements Effect {
        @Override
        public String id() {
            return "destroy-round-key";
        }

        @Override
        public boolean mustHappen() {
            return true;
        }
    }

    /** Delete the round's stored updates. */
    record DeleteUpdates(int round) implements Effect {
        @Override
        public String id() {
            return "delete-updates";
        }

        @Override
        public boolean mustHappen() {
            return true;
        }
    }

    /** Delete the optimizer states of versions older than the one before this, and the chunks of versions that are no longer kept. */
    record DeleteOldVersions(int round, int version) implements Effect {
        @Override
        public String id() {
            return "delete-old-versions";
        }
    }

    /** Measure a model version. */
    record Evaluate(int round, int version) implements Effect {
        /** As {@link #id}. */
        public static final String ID = "evaluate";

        @Override
        public String id() {
            return ID;
        }
    }
}
