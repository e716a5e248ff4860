package io.tributary.coordinator.registry;

import io.tributary.aggregation.job.ModelSource;
import io.tributary.coordinator.store.Fence;
import io.tributary.coordinator.store.ModelStore;
import io.tributary.coordinator.store.ObjectReader;
import io.tributary.coordinator.store.ObjectStore;
import io.tributary.coordinator.store.StoreException;
import io.tributary.coordinator.transparency.VersionLog;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.ManifestPage;
import io.tributary.protocol.plan.ModelManifest;
import io.tributary.protocol.plan.ModelManifest.Origin;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.secureagg.identity.SigningKeys;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The versions of every model: immutable, signed by the coordinator's keys, each naming its parent's hash. Whatever is read back is checked: a
 * manifest against the key, a chunk against its hash; what does not match is a {@link StoreException}, as every failure of
 * storage is. Thread-safe; calls block.
 */
public final class ModelRegistry {
    private final ModelStore models;
    private final ObjectStore objects;
    private final SigningKeys signer;
    private final InstantSource clock;
    private final SignedVersions signed;
    private final VersionValues values;
    private final NewVersions made;
    private final OldVersions old;
    private final VersionLog log;

    /** A registry over these stores that signs with these keys and keeps {@link Retention#DEFAULT}. */
    public ModelRegistry(ModelStore models, ObjectStore objects, SigningKeys signer, InstantSource clock) {
        this(models, objects, signer, clock, Retention.DEFAULT);
    }

    /** A registry over these stores that signs with these keys. */
    public ModelRegistry(ModelStore models, ObjectStore objects, SigningKeys signer, InstantSource clock,
            Retention retention) {
        this(models, objects, signer, clock, retention, NearChunks.NONE);
    }

    /** The same, whose chunks are sent from these near caches if they are there. */
    public ModelRegistry(ModelStore models, ObjectStore objects, SigningKeys signer, InstantSource clock,
            Retention retention, NearChunks near) {
        this.models = models;
        this.objects = objects;
        this.signer = signer;
        this.clock = clock;
        this.signed = new SignedVersions(models, signer);
        this.values = new VersionValues(models, objects, near);
        this.made = new NewVersions(models, objects, signer, clock, signed, values);
        this.old = new OldVersions(models, objects, retention);
        this.log = new VersionLog(models, objects, signer);
    }

    /** The log of all versions, for whoever checks that nobody is shown another history. */
    public VersionLog log() {
        return log;
    }

    /**
     * Commits version 0 of the plan's model; the same again is no change.
     *
     * @param planHash hex SHA-256 of the plan's signed bytes
     * @param initial its chunks, each of which is read once, in order
     * @throws io.tributary.coordinator.store.StaleEpochException if the fence is outdated
     * @throws IllegalStateException if the model has another version 0; a run that goes on with a model has no genesis
     */
    public ModelVersion genesis(Fence fence, RunPlan plan, String planHash, ModelSource initial) {
        return made.genesis(fence, plan, planHash, initial);
    }

    /**
     * Commits version 0 of the plan's model from one vector; the same again is no change.
     *
     * @param planHash hex SHA-256 of the plan's signed bytes
     * @param initial the flat vector of the plan's layout
     * @throws IllegalArgumentException if it has another length
     * @throws io.tributary.coordinator.store.StaleEpochException if the fence is outdated
     * @throws IllegalStateException if the model has another version 0; a run that goes on with a model has no genesis
     */
    public ModelVersion genesis(Fence fence, RunPlan plan, String planHash, float[] initial) {
        return genesis(fence, plan, planHash, new WholeVector(plan.layout(), initial));
    }

    /**
     * Starts the version after a parent. Starting again, with the same parent, is how a killed owner's work is taken up.
     *
     * @param plan whose model and layout the version has
     * @param origin the round that makes the version, at least 1, and what it was made of
     * @param parent the version before
     */
    public VersionWriter next(RunPlan plan, Origin origin, ModelVersion parent) {
        return made.next(plan, origin, parent);
    }

    /**
     * Starts a part of the version after a parent, which this member writes and another one, which has the right to, commits with the rest.
     *
     * @param plan whose model and layout the version has
     * @param parent the version before
     */
    public VersionPart part(RunPlan plan, ModelVersion parent) {
        return made.part(plan, parent);
    }

    /**
     * What the strategy of the run that made a version remembers with it.
     *
     * @throws StoreException if storage breaks, there is no state of this version (any more), or it was altered
     */
    public StateReader state(ModelVersion version) {
        return new StateReader(signed.state(version), objects);
    }

    /**
     * Bytes of the chunks that the kept versions have which a run made, each chunk once, and of the state of the model's newest version.
     *
     * @param model that the run trains
     */
    public long storedBytes(String run, String model) {
        return models.bytes(model, run) + signed.newest(model)
                .filter(version -> models.state(model, version.manifest().version()).isPresent())
                .map(version -> signed.state(version).bytes()).orElse(0L);
    }

    /**
     * Deletes the states of versions below this one, and what was begun of them. Again is no change.
     *
     * @throws io.tributary.coordinator.store.StaleEpochException if the fence is outdated
     */
    public void forgetStates(Fence fence, String model, int version) {
        old.forgetStates(fence, model, version);
    }

    /**
     * Deletes the chunks of versions that are no longer kept, as far as no kept one has them too, and holds the newest version for the
     * run of this fence. Again is no change.
     *
     * @throws io.tributary.coordinator.store.StaleEpochException if the fence is outdated
     */
    public void retain(Fence fence, String model) {
        old.retain(fence, model);
    }

    /**
     * Deletes what only this version has; its signed manifest stays in the lineage. Final; again is no change.
     *
     * @throws RejectedException NOT_FOUND; NEWEST_VERSION; RUN_ACTIVE if an active or paused run trains from it
     */
    public void forget(String model, int version) throws RejectedException {
        old.forget(model, version);
        values.forget(model);
    }

    /**
     * Deletes a model for everybody who looks; its name is never used again. It can be taken back by {@link #restore} until it is
     * removed. Again is no change.
     *
     * @throws RejectedException NOT_FOUND if there never was such a model
     */
    public void delete(String model) throws RejectedException {
        models.delete(model, clock.instant());
        values.forget(model);
    }

    /**
     * Takes a deletion back; a model that was not deleted stays as it is.
     *
     * @throws RejectedException NOT_FOUND if there is no such model; MODEL_DELETED if it is being removed, or is gone
     */
    public void restore(String model) throws RejectedException {
        if (!models.restore(model)) {
            throw new RejectedException(Reason.MODEL_DELETED, "model '" + model
                    + "' was deleted too long ago: what was stored of it is gone");
        }
        if (models.newest(model).isEmpty()) {
            throw new RejectedException(Reason.NOT_FOUND, "there is no model '" + model + "' here");
        }
    }

    /** Whether a model of this name was deleted. */
    public boolean isDeleted(String model) {
        return models.isDeleted(model);
    }

    /** As {@link #models}, of deleted models that can be restored. */
    public List<ListedVersion> deletedModels(String after, int limit) {
        return signed.newestOfDeleted(after, limit);
    }

    /** The versions of a model that have their chunks. */
    public Set<Integer> kept(String model) {
        return models.kept(model);
    }

    /** Models that were deleted before an instant and of which something is left; from now on they are not restored. */
    public List<String> removable(Instant before, int limit) {
        return models.removable(before, limit);
    }

    /** Removes a part of what is stored of a removable model, at most so many rows at once. @return whether there may be more */
    public boolean remove(String model, int rows) {
        return old.remove(model, rows);
    }

    /** Deletes what owners that were killed left of versions that are there. Looks at every pack of the model. */
    public void sweep(String model) {
        old.sweep(model, signed);
    }

    /** One version, unless it is not there. @throws io.tributary.coordinator.store.DamagedException if it was altered */
    public Optional<ModelVersion> manifest(String model, int version) {
        return signed.find(model, version);
    }

    /** The newest version, unless there is none. @throws io.tributary.coordinator.store.DamagedException if it was altered */
    public Optional<ModelVersion> newest(String model) {
        return signed.newest(model);
    }

    /**
     * At most {@code limit} versions of a model, newest first. One that was altered does not hide the others.
     *
     * @param before only versions before this one; all if empty
     */
    public List<ListedVersion> versions(String model, Optional<Integer> before, int limit) {
        return signed.list(model, before, limit);
    }

    /**
     * Signed manifests of the versions of a model after one, as many as a page holds.
     *
     * @throws RejectedException NOT_FOUND if there is no such model
     * @throws io.tributary.coordinator.store.DamagedException if one was altered
     */
    public ManifestPage lineage(String model, int after) throws RejectedException {
        return LineagePage.of(signed, model, after, ManifestPage.PAYLOADS);
    }

    /** The newest version of each of at most {@code limit} models with names after {@code after}, sorted by name. */
    public List<ListedVersion> models(String after, int limit) {
        return signed.newestOfEach(after, limit);
    }

    /** Opens an encoded chunk for sending it, unless no kept version of the model has it; the receiver checks the bytes. */
    public Optional<ObjectReader> chunk(String model, String sha256) {
        return values.open(model, sha256);
    }

    /**
     * Reads and checks a chunk of a version.
     *
     * @param into takes the chunk's values from its start; may be longer
     * @throws StoreException if storage breaks, the version is no longer kept, or what storage holds is not the chunk
     */
    public void read(ModelManifest manifest, int chunk, float[] into) {
        values.read(manifest, chunk, into);
    }

    /** Reads and checks every chunk of a model's newest version, if it has one. @throws StoreException naming the first that is not whole */
    public void requireNewest(String model) {
        newest(model).map(ModelVersion::manifest).ifPresent(values::requireWhole);
    }

    /** Reads and checks a whole version as its flat vector. @throws IllegalArgumentException if there is no such version */
    public float[] load(String model, int version) {
        return values.load(manifest(model, version)
                .orElseThrow(() -> new IllegalArgumentException("there is no version " + version + " of " + model))
                .manifest());
    }

    /**
     * Checks a model's whole lineage: every signature, place, parent hash and Merkle root, and of the versions that are kept every chunk
     * hash and vector hash. It reads every chunk of those. What it cannot exclude without a head remembered elsewhere is an older state that was valid.
     *
     * @return number of versions, at least 1
     * @throws RejectedException NOT_FOUND if there is no such model; UNSIGNED, WRONG_SIGNER or BAD_SIGNATURE; BAD_LINEAGE if a
     *         version is missing or is not the child of the one before; HASH_MISMATCH if a chunk or a hash over them is another;
     *         NOT_FOUND if a chunk of a kept version, or the newest version's content, is missing
     */
    public int verifyLineage(String model) throws RejectedException {
        return new Lineage(models, objects, signer.chain(), model).verify();
    }
}
