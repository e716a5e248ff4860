package io.tributary.coordinator.store;

import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.RoundView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * The events, effects and accepted updates of rounds. Owner writes are fenced (I7); {@link #accept} is not, because any
 * member may take a report. Instants are kept to the millisecond. Thread-safe. Every method throws {@link StoreException} if storage breaks.
 */
public interface RoundStore {
    /** Appends an event with the next sequence number. @throws StaleEpochException if the fence is outdated */
    void append(Fence fence, int round, String json, Instant at);

    /** All that is stored of a run's rounds, as it was at one moment. */
    StoredLog log(String run);

    /** Events of a run from a round on that were not replaced, in order. */
    List<StoredEvent> events(String run, int fromRound);

    /** Events of a run after this sequence number that were not replaced, in order. */
    List<StoredEvent> eventsAfter(String run, long sequence);

    /** Records that an effect was performed; again is no change. @throws StaleEpochException if the fence is outdated */
    void effectDone(Fence fence, int round, String effect);

    /** Ids of a round's effects that were performed. */
    Set<String> effectsDone(String run, int round);

    /**
     * Opens the round to reports of these devices, at least one. Again is no change, whatever the cohort; closed reports stay closed.
     *
     * @throws StaleEpochException if the fence is outdated
     */
    void openReports(Fence fence, int round, Set<String> cohort);

    /**
     * Accepts an update, durably, in one transaction (I1, I2). Insert-only, unique by (run, round, device).
     *
     * @return the row that counts: this one, or the same content accepted before
     * @throws RejectedException WRONG_ROUND if the round was never opened, NOT_SELECTED, LATE if its reports are closed (and no
     *         row of this content is there), ALREADY_REPORTED if another content counts already, NOT_FOUND if the upload was given up
     */
    AcceptedUpdate accept(AcceptedUpdate update) throws RejectedException;

    /**
     * Says, durably, that a complete upload may be removed: it never counts from now on. One transaction decides between this and
     * {@link #accept}, at whichever members they are asked (I2). Again is no change; so it is where reports are not open. Not fenced.
     *
     * @throws RejectedException ALREADY_REPORTED if this upload counts
     */
    void giveUp(String run, int round, String device, String uploadId) throws RejectedException;

    /** Whether {@link #giveUp} said so, until the reports of its round are closed. */
    boolean isGivenUp(String run, int round, String device, String uploadId);

    /**
     * Closes the round's reports for ever, even if they were never opened; from now on the accepted set is fixed. Again gives the same
     * set.
     *
     * @return the accepted updates, sorted by device
     * @throws StaleEpochException if the fence is outdated
     */
    List<AcceptedUpdate> closeReports(Fence fence, int round);

    /**
     * Forgets who was asked and accepted in rounds before this one, and which effects they had; they take no report any more. Their
     * events stay, but those of the rounds that {@code told} names: these are replaced by what it says of them. Again is no change.
     *
     * @param told JSON for each of these rounds: without a gap, from the first one that has events on
     * @throws IllegalArgumentException if it has a gap, or names this round or a later one; nothing is changed
     * @throws StaleEpochException if the fence is outdated
     */
    void forgetBefore(Fence fence, int round, SortedMap<Integer, String> told);

    /** Passes if rounds may be told so to {@link #forgetBefore}. @throws IllegalArgumentException if not */
    static void requireBefore(int round, SortedMap<Integer, String> told) {
        if (!told.isEmpty() && (told.lastKey() >= round || told.lastKey() - told.firstKey() != told.size() - 1)) {
            throw new IllegalArgumentException("the rounds that are told must be before round " + round
                    + " and have no gap, not " + told.keySet());
        }
    }

    /** The updates accepted so far, sorted by device. */
    List<AcceptedUpdate> accepted(String run, int round);

    /** The accepted update of one device, found by the unique key whatever the size of the cohort. */
    Optional<AcceptedUpdate> accepted(String run, int round, String device);

    /** How many updates were accepted so far. */
    int acceptedCount(String run, int round);

    /**
     * What devices said of their training with the accepted updates, by round: of rounds that {@link #forgetBefore} forgot too, unless a program
     * of before schema 6 did.
     */
    SortedMap<Integer, RoundView.Training> training(String run);

    /** Sequence number of the newest event that is stored of a run, whether it was replaced or not; 0 if there is none. */
    long newestEvent(String run);
}
