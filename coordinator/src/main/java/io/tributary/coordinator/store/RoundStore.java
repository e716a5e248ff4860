package io.tributary.coordinator.store;

import io.tributary.protocol.RejectedException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The events, effects and accepted updates of rounds. Owner writes are fenced (I7); {@link #accept} is not, because any
 * member may take a report. Instants are kept to the millisecond. Thread-safe. Every method throws {@link StoreException} if storage breaks.
 */
public interface RoundStore {
    /** Appends an event with the next sequence number. @throws StaleEpochException if the right is outdated */
    void append(Fence fence, int round, String json, Instant at);

    /** Events of a run from a round on, in order. */
    List<StoredEvent> events(String run, int fromRound);

    /** Records that an effect was performed; again is no change. @throws StaleEpochException if the right is outdated */
    void effectDone(Fence fence, int round, String effect);

    /** Ids of a round's effects that were performed. */
    Set<String> effectsDone(String run, int round);

    /**
     * Opens the round's door to these devices, at least one. Again is no change, whatever the cohort; a closed door stays closed.
     *
     * @throws StaleEpochException if the right is outdated
     */
    void openReports(Fence fence, int round, Set<String> cohort);

    /**
     * Counts an update, durably, in one transaction (I1, I2). Insert-only, unique by (run, round, device).
     *
     * @return the row that counts: this one, or the same content accepted before
     * @throws RejectedException WRONG_ROUND if the round was never opened, NOT_SELECTED, LATE if its door is closed (and no
     *         row of this content is there), ALREADY_REPORTED if another content counts already
     */
    AcceptedUpdate accept(AcceptedUpdate update) throws RejectedException;

    /**
     * Closes the door, for ever, even if it was never opened; from now on the accepted set is fixed. Again gives the same set.
     *
     * @return what counts, sorted by device
     * @throws StaleEpochException if the right is outdated
     */
    List<AcceptedUpdate> closeReports(Fence fence, int round);

    /** What counts so far, sorted by device. */
    List<AcceptedUpdate> accepted(String run, int round);

    /** What counts so far of one device: looked up by the unique key, whatever the size of the cohort. */
    Optional<AcceptedUpdate> accepted(String run, int round, String device);
}
