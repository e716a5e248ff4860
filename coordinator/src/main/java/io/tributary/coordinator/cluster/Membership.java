package io.tributary.coordinator.cluster;

import java.util.SortedSet;

/**
 * The coordinators that this one knows as members, by their ids. It is a hint, never a lock: the knowledge may be late. A coordinator
 * that restarts keeps its id. Thread-safe.
 */
public interface Membership {
    /** This coordinator's id. */
    String self();

    /** Ids of all known members, this one included. */
    SortedSet<String> members();

    /**
     * Calls a listener for every change from now on, one call at a time, in order, on a thread that it may not block.
     *
     * @return ends the calls when closed
     */
    Subscription listen(Listener listener);

    /** Is told of changes. */
    interface Listener {
        /** Another coordinator joined. */
        void joined(String member);

        /** Another coordinator left, died, or cannot be reached. */
        void left(String member);
    }
}
