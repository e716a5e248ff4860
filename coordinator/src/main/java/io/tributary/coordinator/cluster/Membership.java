package io.tributary.coordinator.cluster;

import java.util.SortedSet;

/**
 * Which coordinators are there, by their own ids, as far as this one knows: a hint, never a lock. A coordinator that restarts
 * keeps its id. Thread-safe.
 */
public interface Membership {
    /** This coordinator's id. */
    String self();

    /** Ids of all that are there, this one among them. */
    SortedSet<String> members();

    /**
     * Calls a listener for every change from now on, one call at a time, in order, on a thread that it may not block.
     *
     * @return ends the calls when closed
     */
    Subscription listen(Listener listener);

    /** Hears of changes. */
    interface Listener {
        /** Another coordinator came. */
        void joined(String member);

        /** Another coordinator left, died, or cannot be reached. */
        void left(String member);
    }
}
