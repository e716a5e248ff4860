package io.tributary.coordinator.store;

import io.tributary.protocol.message.RunQueueing;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.plan.PlanUse;
import io.tributary.protocol.plan.SignedDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Runs and who owns them; instants are kept to the millisecond. Thread-safe. Every method throws {@link StoreException} if storage breaks. */
public interface RunStore {
    /** Records a run of the usual priority, as {@link #create(String, SignedDocument, PlanUse, Instant, int)} does. */
    default boolean create(String run, SignedDocument plan, PlanUse use, Instant created) {
        return create(run, plan, use, created, RunQueueing.USUAL_PRIORITY);
    }

    /**
     * Records a new, active, unowned run and spends one use of its plan, in one transaction; the same run and plan again are no change.
     *
     * @param use what the plan's signer allows; counted for that signer and the use's id
     * @param priority 0..{@value RunQueueing#MOST_PRIORITY}
     * @return false if it was spent before; nothing is changed then
     * @throws IllegalStateException if the run exists with another plan
     */
    boolean create(String run, SignedDocument plan, PlanUse use, Instant created, int priority);

    /** The run's row; empty if there is none or it was deleted. @throws DamagedException if it cannot be read */
    Optional<RunRecord> find(String run);

    /**
     * What was signed for a run. Of a deleted run it stays as long as a version that the run made has its chunks, because whoever takes
     * that version needs it.
     *
     * @throws DamagedException if it cannot be read
     */
    Optional<SignedDocument> plan(String run);

    /**
     * A part of the runs, newest first: sorted by their ids, which begin with a time. A row that cannot be read does not hide the others.
     *
     * @param status only runs of this status, if it is there
     * @param before only runs whose ids are before this one; empty for all
     */
    List<ListedRun> newest(Optional<RunView.Status> status, String before, int limit);

    /** A part of the active runs, oldest first: those whose ids are after {@code after}, which is empty for all. */
    List<StoredRun> active(String after, int limit);

    /**
     * Deletes a run for everybody who looks, at once and whatever its size; its model versions stay. What is stored of its rounds goes by
     * {@link #purge}.
     *
     * @throws StaleEpochException if the fence is outdated
     */
    void delete(Fence fence);

    /**
     * Removes a part of what is stored of deleted runs, in one short transaction.
     *
     * @param rows how many at most, at least 1
     * @return whether there may be more
     */
    boolean purge(int rows);

    /**
     * Runs that are over and no longer kept, oldest first. Kept are the newest ones, unless they ended before {@code since}; the newest of
     * all; and whatever made a version that has its chunks, so that its plan and the proofs of its updates can be asked for.
     *
     * @param newest how many of the newest are kept, at least 1
     * @param since what ended earlier is not kept; {@link Instant#MIN} for no bound
     */
    List<String> outdated(int newest, Instant since, int limit);

    /**
     * Makes {@code member} the owner with the next epoch if nobody owns the run, the lease has expired on the store's own
     * clock, or {@code member} owned it already (a restart); compare-and-set.
     *
     * @return the new fence, or empty if another member holds a live lease
     * @throws IllegalArgumentException if there is no such run
     */
    Optional<Fence> claim(String run, String member, Duration lease);

    /** Gives a run up: whoever claims it next need not wait for the lease to expire. @throws StaleEpochException if the fence is outdated */
    void release(Fence fence);

    /** Who plays the active runs, oldest first: those whose ids are after {@code after}, which is empty for all. */
    List<RunOwnership> owners(String after, int limit);

    /** Writes, durably and as an owner would, what nothing depends on: whether the store takes writes. */
    void probe(Instant now);

    /** Extends the lease. @throws StaleEpochException if the fence is outdated */
    void renew(Fence fence, Duration lease);

    /**
     * Sets the status of a run.
     *
     * @param reason why, in words; empty if there is nothing to say
     * @throws StaleEpochException if the fence is outdated
     */
    void setStatus(Fence fence, RunView.Status status, String reason);
}
