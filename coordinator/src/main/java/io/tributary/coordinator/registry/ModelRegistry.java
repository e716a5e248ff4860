package io.tributary.coordinator.registry;

import io.tributary.coordinator.registry.VersionWriter.Draft;
import io.tributary.coordinator.store.ChunkPlace;
import io.tributary.coordinator.store.DamagedException;
import io.tributary.coordinator.store.Fence;
import io.tributary.coordinator.store.ModelStore;
import io.tributary.coordinator.store.ObjectReader;
import io.tributary.coordinator.store.ObjectStore;
import io.tributary.coordinator.store.StoreException;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.parameters.Chunking;
import io.tributary.protocol.parameters.ParameterLayout;
import io.tributary.protocol.plan.ModelManifest;
import io.tributary.protocol.plan.ModelManifest.Content;
import io.tributary.protocol.plan.ModelManifest.Origin;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.identity.SigningKeys;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The versions of every model: immutable, signed by the coordinator's keys, each naming its parent's hash. Whatever is read back is checked: a
 * manifest against the key, a chunk against its hash; what does not match is a {@link StoreException}, as every failure of
 * storage is. Thread-safe; calls block.
 */
public final class ModelRegistry {
    private final ModelStore models;
    private final ObjectStore objects;
    private final ChunkIndex index;
    private final OldVersions old;
    private final SigningKeys signer;
    private final InstantSource clock;

    /** A registry over these stores that signs with these keys and keeps {@link Retention#DEFAULT}. */
    public ModelRegistry(ModelStore models, ObjectStore objects, SigningKeys signer, InstantSource clock) {
        this(models, objects, signer, clock, Retention.DEFAULT);
    }

    /** A registry over these stores that signs with these keys. */
    public ModelRegistry(ModelStore models, ObjectStore objects, SigningKeys signer, InstantSource clock,
            Retention retention) {
        this.models = models;
        this.objects = objects;
        this.index = new ChunkIndex(models);
        this.old = new OldVersions(models, objects, retention);
        this.signer = signer;
        this.clock = clock;
    }

    /**
     * Commits version 0 of the plan's model; the same again is no change.
     *
     * @param planHash hex SHA-256 of the plan's signed bytes
     * @param initial the flat vector of the plan's layout
     * @throws io.tributary.coordinator.store.StaleEpochException if the fence is outdated
     * @throws IllegalStateException if the model has another version 0; a run that goes on with a model has no genesis
     */
    public ModelVersion genesis(Fence fence, RunPlan plan, String planHash, float[] initial) {
        Chunking chunking = plan.layout().chunking();
        if (initial.length != chunking.values()) {
            throw new IllegalArgumentException("the initial model has " + initial.length + " values and the layout "
                    + chunking.values());
        }
        Origin origin = Origin.initial(fence.run(), planHash);
        try (VersionWriter writer = writer(new Draft(plan, 0, origin), Map.of(), _ -> Optional.empty())) {
            float[] values = new float[Chunking.CHUNK_VALUES];
            for (int chunk = 0; chunk < chunking.count(); chunk++) {
                System.arraycopy(initial, chunking.offset(chunk), values, 0, chunking.length(chunk));
                writer.write(chunk, values);
            }
            return writer.commit(fence);
        }
    }

    /**
     * Starts the version after a parent. Starting again, with the same parent, is how a killed owner's work is taken up.
     *
     * @param plan whose model and layout the version has
     * @param origin the round that makes the version, at least 1, and what it was made of
     * @param parent the version before
     */
    public VersionWriter next(RunPlan plan, Origin origin, ModelVersion parent) {
        ModelManifest before = parent.manifest();
        return writer(new Draft(plan, before.version() + 1, origin),
                models.index(before.model(), before.version()),
                chunks -> StepWriter.of(this, chunks, before, plan.update().download()));
    }

    private VersionWriter writer(Draft draft, Map<String, ChunkPlace> parent,
            Function<VersionChunks, Optional<StepWriter>> steps) {
        String model = draft.plan().model();
        VersionChunks chunks = VersionChunks.of(objects, parent,
                new PackWriter(objects, OldVersions.packsOf(model), draft.version()));
        return new VersionWriter(this, chunks, steps.apply(chunks),
                new StateWriter(new PackWriter(objects, OldVersions.statesOf(model), draft.version())), draft);
    }

    VersionWriter.Committed commit(Fence fence, Draft draft, VersionWriter.Content made) {
        ModelManifest candidate = manifest(draft, made);
        Optional<ModelVersion> there = manifest(candidate.model(), candidate.version());
        // The same content made again keeps its first time, so that it is the same version to the last bit.
        Optional<ModelVersion> same = there.filter(v -> v.manifest().equals(at(candidate, v.manifest().created())));
        ModelVersion version = same.orElseGet(() -> sign(candidate));
        models.commit(fence, candidate.model(), candidate.version(), candidate.origin().parent(), version.signed(),
                state(version, made), made.index());
        return new VersionWriter.Committed(version, same.isEmpty());
    }

    private Optional<SignedDocument> state(ModelVersion version, VersionWriter.Content made) {
        return made.state().isEmpty() ? Optional.empty()
                : Optional.of(signer.sign(SignatureContext.STATE_MANIFEST,
                        WireJson.write(StateManifest.of(version, made.statePack(), made.state()))));
    }

    /**
     * What the strategy of the run that made a version remembers with it.
     *
     * @throws StoreException if storage breaks, there is no state of this version (any more), or it was altered
     */
    public StateReader state(ModelVersion version) {
        return new StateReader(stateManifest(version), objects);
    }

    private StateManifest stateManifest(ModelVersion version) {
        String model = version.manifest().model();
        int number = version.manifest().version();
        SignedDocument signed = models.state(model, number).orElseThrow(() -> new StoreException(
                "reading the state of " + model + " version " + number + ": there is none"));
        try {
            return StateManifest.verified(signer.chain(), signed, version);
        } catch (RejectedException altered) {
            throw new StoreException("reading the state of " + model + " version " + number, altered);
        }
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
        index.forget(model);
    }

    /**
     * Deletes a model for everybody who looks; its name is never used again. It can be taken back by {@link #restore} until it is
     * removed. Again is no change.
     *
     * @throws RejectedException NOT_FOUND if there never was such a model
     */
    public void delete(String model) throws RejectedException {
        models.delete(model, clock.instant());
        index.forget(model);
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
        return models.newestOfDeleted(after, limit).entrySet().stream()
                .map(newest -> listed(newest.getKey(), newest.getValue())).toList();
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
        Optional<ModelVersion> newest = newest(model);
        if (newest.isPresent()) {
            old.sweep(model, newest.get().manifest().version(), statePacks(model));
        }
    }

    private Set<String> statePacks(String model) {
        Set<String> packs = new HashSet<>();
        for (String pack : objects.list(OldVersions.statesOf(model))) {
            int version = PackWriter.versionOf(pack);
            if (models.state(model, version).isPresent()) {
                packs.add(stateManifest(manifest(model, version).orElseThrow()).pack());
            }
        }
        return packs;
    }

    private ModelManifest manifest(Draft draft, VersionWriter.Content made) {
        ParameterLayout layout = draft.plan().layout();
        Content content = Content.of(layout, made.chunks(), vectorHash(layout, made));
        return new ModelManifest(1, draft.plan().model(), draft.version(), draft.origin(), content,
                draft.plan().modelSignature(), clock.millis(), made.deltas().orElse(null));
    }

    private String vectorHash(ParameterLayout layout, VersionWriter.Content made) {
        try {
            return new PackedChunks(objects, sha256 -> Optional.ofNullable(made.index().get(sha256)))
                    .vectorHash(layout, made.chunks()).hex();
        } catch (RejectedException altered) {
            throw new StoreException("reading back the chunks of a new version", altered);
        }
    }

    private static ModelManifest at(ModelManifest made, long created) {
        return new ModelManifest(made.v(), made.model(), made.version(), made.origin(), made.content(),
                made.modelSignature(), created, made.deltas());
    }

    private ModelVersion sign(ModelManifest manifest) {
        return new ModelVersion(manifest, signer.sign(SignatureContext.MODEL_MANIFEST, WireJson.write(manifest)));
    }

    /** One version, unless it is not there. @throws DamagedException if it was altered */
    public Optional<ModelVersion> manifest(String model, int version) {
        return models.find(model, version).map(signed -> trusted(model, "version " + version, signed));
    }

    /** The newest version, unless there is none. @throws DamagedException if it was altered */
    public Optional<ModelVersion> newest(String model) {
        return models.newest(model).map(signed -> trusted(model, "the newest version", signed));
    }

    /**
     * At most {@code limit} versions of a model, newest first. One that was altered does not hide the others.
     *
     * @param before only versions before this one; all if empty
     */
    public List<ListedVersion> versions(String model, Optional<Integer> before, int limit) {
        return models.versions(model, before, limit).stream().map(row -> listed(model, row)).toList();
    }

    /** The newest version of each of at most {@code limit} models with names after {@code after}, sorted by name. */
    public List<ListedVersion> models(String after, int limit) {
        return models.newestOfEach(after, limit).entrySet().stream()
                .map(newest -> listed(newest.getKey(), newest.getValue())).toList();
    }

    private ListedVersion listed(String model, ModelStore.Version row) {
        return ListedVersion.of(signer.chain(), model, row);
    }

    /** Opens an encoded chunk for sending it, unless no kept version of the model has it; the receiver checks the bytes. */
    public Optional<ObjectReader> chunk(String model, String sha256) {
        return chunks(model).find(sha256);
    }

    private PackedChunks chunks(String model) {
        return new PackedChunks(objects, index.of(model));
    }

    /**
     * Reads and checks a chunk of a version.
     *
     * @param into takes the chunk's values from its start; may be longer
     * @throws StoreException if storage breaks, the version is no longer kept, or what storage holds is not the chunk
     */
    public void read(ModelManifest manifest, int chunk, float[] into) {
        try {
            chunks(manifest.model()).read(manifest.chunks().get(chunk), manifest.layout().chunking().length(chunk),
                    into);
        } catch (RejectedException altered) {
            throw new StoreException("reading chunk " + chunk + " of " + manifest.model() + " version "
                    + manifest.version(), altered);
        }
    }

    /** Reads and checks every chunk of a model's newest version, if it has one. @throws StoreException naming the first that is not whole */
    public void requireNewest(String model) {
        newest(model).map(ModelVersion::manifest).ifPresent(manifest -> {
            float[] values = new float[Chunking.CHUNK_VALUES];
            for (int chunk = 0; chunk < manifest.layout().chunking().count(); chunk++) {
                read(manifest, chunk, values);
            }
        });
    }

    /** Reads and checks a whole version as its flat vector. @throws IllegalArgumentException if there is no such version */
    public float[] load(String model, int version) {
        ModelManifest manifest = manifest(model, version)
                .orElseThrow(() -> new IllegalArgumentException("there is no version " + version + " of " + model))
                .manifest();
        Chunking chunking = manifest.layout().chunking();
        float[] vector = new float[chunking.values()];
        float[] values = new float[Chunking.CHUNK_VALUES];
        for (int chunk = 0; chunk < chunking.count(); chunk++) {
            read(manifest, chunk, values);
            System.arraycopy(values, 0, vector, chunking.offset(chunk), chunking.length(chunk));
        }
        return vector;
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

    private ModelVersion trusted(String model, String which, SignedDocument signed) {
        try {
            return Lineage.verified(signer.chain(), signed);
        } catch (RejectedException altered) {
            throw new DamagedException("the manifest of " + which + " of " + model + " was altered: "
                    + altered.getMessage(), altered);
        }
    }
}
