package io.tributary.coordinator.store;

import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.protocol.transparency.LogEntry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;

/** Immutable, hash-linked model versions. Thread-safe. Every method throws {@link StoreException} if storage breaks. */
public interface ModelStore {
    /**
     * Records the next version, and the state that belongs to it, in one fenced transaction; the same manifest again is no change.
     *
     * @param model registry name
     * @param version the newest version + 1, or 0 for the first
     * @param parent hash of the newest version's manifest; 64 zeros for version 0
     * @param state signed manifest of the optimizer state, if the strategy has one
     * @param index where each chunk that the manifest names lies, by its hash
     * @throws StaleEpochException if the fence is outdated
     * @throws IllegalStateException if version or parent do not continue the lineage
     */
    void commit(Fence fence, String model, int version, String parent, SignedDocument manifest,
            Optional<SignedDocument> state, Map<String, ChunkPlace> index);

    /** How many versions of all models were ever committed. */
    long logged();

    /**
     * Versions in the order in which they were committed, whatever became of their models.
     *
     * @param from place of the first, from 0
     * @param limit how many
     * @throws DamagedException if they are not all there, or a row was altered so that it names none
     */
    List<LogEntry> log(long from, int limit);

    /** The place of a version in the {@link #log}. */
    OptionalLong placeInLog(String model, int version);

    /** Where each chunk of a version lies, by its hash; empty if its chunks are no longer kept, or there is no such version. */
    Map<String, ChunkPlace> index(String model, int version);

    /** Where the newest version that has this chunk and is kept has it. */
    Optional<ChunkPlace> chunk(String model, String sha256);

    /** Bytes of the chunks that the indexes of a model's kept versions name which this run made, each chunk once. */
    long bytes(String model, String run);

    /** The packs that the index of a kept version names. */
    Set<String> packs(String model);

    /**
     * Forgets the indexes of old versions, in one fenced transaction; their manifests stay. Kept are the newest versions, and whatever
     * version was the newest when an active or paused run called this last. Again is no change.
     *
     * @param newest how many of the newest are kept, at least 1
     * @return packs that no index names any more
     * @throws StaleEpochException if the fence is outdated
     */
    Set<String> retain(Fence fence, String model, int newest);

    /** The signed manifest of the state that belongs to a version, unless it has none or it was deleted. */
    Optional<SignedDocument> state(String model, int version);

    /** Deletes the states of versions below this one; again is no change. @throws StaleEpochException if the fence is outdated */
    void forgetStates(Fence fence, String model, int version);

    /**
     * A row.
     *
     * @param version its number
     * @param manifest as it was committed; without a signature if the row was altered so that it holds no document any more
     */
    record Version(int version, SignedDocument manifest) {}

    /** One version's signed manifest; without a signature if the row was altered so that it holds no document any more. */
    Optional<SignedDocument> find(String model, int version);

    /** The newest version's signed manifest, as {@link #find} has it. */
    Optional<SignedDocument> newest(String model);

    /** The versions of a model that have their chunks. */
    Set<Integer> kept(String model);

    /**
     * Forgets the index of one version; its manifest stays. Again is no change.
     *
     * @return packs that no index names any more
     * @throws RejectedException NOT_FOUND if there is no such version; NEWEST_VERSION; RUN_ACTIVE if an active or paused run trains from it
     */
    Set<String> forget(String model, int version) throws RejectedException;

    /**
     * Deletes a model: from now on nobody finds anything of it, and no version is committed. Again is no change.
     *
     * @throws RejectedException NOT_FOUND if there never was such a model
     */
    void delete(String model, Instant at) throws RejectedException;

    /** Takes a deletion back; a model that was not deleted stays as it is. @return false if it is being removed, or is gone */
    boolean restore(String model);

    /** Whether a model was deleted, whatever is left of it. */
    boolean isDeleted(String model);

    /** The newest version of each of at most {@code limit} deleted models that can be restored, as {@link #newestOfEach} has it. */
    SortedMap<String, Version> newestOfDeleted(String after, int limit);

    /** Models that were deleted before an instant and of which something is left; from now on they are not restored. */
    List<String> removable(Instant before, int limit);

    /**
     * Removes a part of what is stored of a model that is removable, in one short transaction.
     *
     * @param rows how many at most, at least 1
     * @return whether there may be more
     */
    boolean remove(String model, int rows);

    /** All that was stored of a removable model is gone; its name stays taken. */
    void removed(String model);

    /**
     * At most {@code limit} versions of a model, newest first.
     *
     * @param before only versions before this one; all if empty
     */
    List<Version> versions(String model, Optional<Integer> before, int limit);

    /**
     * The newest version of each of at most {@code limit} models.
     *
     * @param after only names after this one; empty for all
     * @return by the model's name, sorted
     */
    SortedMap<String, Version> newestOfEach(String after, int limit);
}
