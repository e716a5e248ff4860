package io.tributary.coordinator.registry;

import io.tributary.coordinator.registry.VersionWriter.Draft;
import io.tributary.coordinator.store.Fence;
import io.tributary.coordinator.store.ModelStore;
import io.tributary.coordinator.store.ObjectReader;
import io.tributary.coordinator.store.ObjectStore;
import io.tributary.coordinator.store.StoreException;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.parameters.Chunking;
import io.tributary.protocol.parameters.ParameterLayout;
import io.tributary.protocol.plan.ModelDeltas;
import io.tributary.protocol.plan.ModelManifest;
import io.tributary.protocol.plan.ModelManifest.Content;
import io.tributary.protocol.plan.ModelManifest.Origin;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.identity.SigningKey;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * The versions of every model: immutable, signed by one key, each naming its parent's hash. Whatever is read back is checked: a
 * manifest against the key, a chunk against its hash; what does not match is a {@link StoreException}, as every failure of
 * storage is. Thread-safe; calls block.
 */
public final class ModelRegistry {
    private final ModelStore models;
    private final ObjectStore objects;
    private final ModelChunks chunks;
    private final SigningKey signer;
    private final InstantSource clock;

    /** A registry over these stores that signs with this key. */
    public ModelRegistry(ModelStore models, ObjectStore objects, SigningKey signer, InstantSource clock) {
        this.models = models;
        this.objects = objects;
        this.chunks = ModelChunks.ofModels(objects);
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
        VersionWriter writer =
                writer(new Draft(plan, 0, Origin.initial(fence.run(), planHash)), Optional.empty());
        float[] values = new float[Chunking.CHUNK_VALUES];
        for (int chunk = 0; chunk < chunking.count(); chunk++) {
            System.arraycopy(initial, chunking.offset(chunk), values, 0, chunking.length(chunk));
            writer.write(chunk, values);
        }
        return writer.commit(fence);
    }

    /**
     * Starts the version after a parent. Starting again, with the same parent, is how a killed owner's work is taken up.
     *
     * @param plan whose model and layout the version has
     * @param origin the round that makes the version, at least 1, and what it was made of
     * @param parent the version before
     */
    public VersionWriter next(RunPlan plan, Origin origin, ModelVersion parent) {
        return writer(new Draft(plan, parent.manifest().version() + 1, origin),
                StepWriter.of(this, chunks, parent.manifest(), plan.update().download()));
    }

    private VersionWriter writer(Draft draft, Optional<StepWriter> steps) {
        return new VersionWriter(this, chunks, steps,
                new StateWriter(ModelChunks.ofState(objects, draft.plan().model(), draft.version())), draft);
    }

    ModelVersion commit(Fence fence, Draft draft, List<String> hashes, Optional<ModelDeltas> deltas,
            List<StateManifest.Slot> slots) {
        ModelManifest candidate = manifest(draft, hashes, deltas);
        Optional<ModelVersion> there = manifest(candidate.model(), candidate.version());
        // The same content made again keeps its first time, so that it is the same version to the last bit.
        ModelVersion version = there.filter(v -> v.manifest().equals(at(candidate, v.manifest().created())))
                .orElseGet(() -> sign(candidate));
        models.commit(fence, candidate.model(), candidate.version(), candidate.origin().parent(), version.signed(),
                state(version, slots));
        return version;
    }

    private Optional<SignedDocument> state(ModelVersion version, List<StateManifest.Slot> slots) {
        return slots.isEmpty() ? Optional.empty()
                : Optional.of(
                        signer.sign(SignatureContext.STATE_MANIFEST, WireJson.write(StateManifest.of(version, slots))));
    }

    /**
     * What the strategy of the run that made a version remembers with it.
     *
     * @throws StoreException if storage breaks, there is no state of this version (any more), or it was altered
     */
    public StateReader state(ModelVersion version) {
        String model = version.manifest().model();
        int number = version.manifest().version();
        SignedDocument signed = models.state(model, number).orElseThrow(() -> new StoreException(
                "reading the state of " + model + " version " + number + ": there is none"));
        try {
            return new StateReader(StateManifest.verified(signer.publicKey(), signed, version),
                    ModelChunks.ofState(objects, model, number));
        } catch (RejectedException altered) {
            throw new StoreException("reading the state of " + model + " version " + number, altered);
        }
    }

    /**
     * Deletes the states of versions below this one, and what was begun of them: rows before chunks, so that no row names a chunk
     * that is gone. Again is no change.
     *
     * @throws io.tributary.coordinator.store.StaleEpochException if the fence is outdated
     */
    public void forgetStates(Fence fence, String model, int version) {
        models.forgetStates(fence, model, version);
        String below = ModelChunks.statesOf(model);
        int from = below.length() + 1;
        objects.list(below).stream()
                .filter(name -> Integer.parseInt(name, from, name.indexOf('/', from), 10) < version)
                .forEach(objects::delete);
    }

    private ModelManifest manifest(Draft draft, List<String> hashes, Optional<ModelDeltas> deltas) {
        ParameterLayout layout = draft.plan().layout();
        Content content = Content.of(layout, hashes, vectorHash(layout, hashes));
        return new ModelManifest(1, draft.plan().model(), draft.version(), draft.origin(), content,
                draft.plan().modelSignature(), clock.millis(), deltas.orElse(null));
    }

    private String vectorHash(ParameterLayout layout, List<String> hashes) {
        try {
            return chunks.vectorHash(layout, hashes).hex();
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

    /** One version, unless it is not there. */
    public Optional<ModelVersion> manifest(String model, int version) {
        return models.find(model, version).map(signed -> trusted(model, signed));
    }

    /** The newest version, unless there is none. */
    public Optional<ModelVersion> newest(String model) {
        return models.newest(model).map(signed -> trusted(model, signed));
    }

    /** The newest version of each of at most {@code limit} models with names after {@code after}, sorted by name. */
    public List<ModelVersion> models(String after, int limit) {
        return models.newestOfEach(after, limit).entrySet().stream()
                .map(newest -> trusted(newest.getKey(), newest.getValue())).toList();
    }

    /** Opens an encoded chunk for sending it, unless there is none of this hash; the receiver checks the bytes. */
    public Optional<ObjectReader> chunk(String sha256) {
        return chunks.find(sha256);
    }

    /**
     * Reads and checks a chunk of a version.
     *
     * @param into takes the chunk's values from its start; may be longer
     * @throws StoreException if storage breaks, or what it holds is not the chunk
     */
    public void read(ModelManifest manifest, int chunk, float[] into) {
        try {
            chunks.read(manifest.chunks().get(chunk), manifest.layout().chunking().length(chunk), into);
        } catch (RejectedException altered) {
            throw new StoreException("reading chunk " + chunk + " of " + manifest.model() + " version "
                    + manifest.version(), altered);
        }
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
     * Checks a model's whole lineage: every signature, place, parent hash, Merkle root, chunk hash and vector hash. It reads every
     * chunk of every version. What it cannot exclude without a head remembered elsewhere is an older state that was valid.
     *
     * @return number of versions, at least 1
     * @throws RejectedException NOT_FOUND if there is no such model; UNSIGNED, WRONG_SIGNER or BAD_SIGNATURE; BAD_LINEAGE if a
     *         version is missing or is not the child of the one before; HASH_MISMATCH if a chunk or a hash over them is another
     */
    public int verifyLineage(String model) throws RejectedException {
        return new Lineage(models, chunks, signer.publicKey(), model).verify();
    }

    private ModelVersion trusted(String model, SignedDocument signed) {
        try {
            return Lineage.verified(signer.publicKey(), signed);
        } catch (RejectedException altered) {
            throw new StoreException("reading a manifest of " + model + ": it was altered", altered);
        }
    }
}
