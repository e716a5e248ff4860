package io.tributary.coordinator.store;

import java.time.Instant;

/**
 * Who plays an active run.
 *
 * @param run its id
 * @param owner the member that claimed it last; empty if nobody has it
 * @param leased whether that member's lease still holds, by the store's own time
 * @param newestEvent sequence number of the newest event that is stored of its rounds, 0 for none
 * @param created when it was recorded
 * @param priority how soon it is played, the higher the sooner
 */
public record RunOwnership(String run, String owner, boolean leased, long newestEvent, Instant created, int priority) {
    /** Whether a member holds a lease on it. */
    public boolean isOf(String member) {
        return leased && owner.equals(member);
    }
}
