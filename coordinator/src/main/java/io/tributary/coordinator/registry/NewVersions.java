package io.tributary.coordinator.registry;

import io.tributary.aggregation.job.ModelSource;
import io.tributary.coordinator.registry.VersionWriter.Draft;
import io.tributary.coordinator.store.ChunkPlace;
import io.tributary.coordinator.store.Fence;
import io.tributary.coordinator.store.ModelStore;
import io.tributary.coordinator.store.ObjectStore;
import io.tributary.coordinator.store.StoreException;
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
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Begins versions, and signs and commits them once they are written. Thread-safe; blocks on storage. */
final class NewVersions {
    private final ModelStore models;
    private final ObjectStore objects;
    private final SigningKeys signer;
    private final InstantSource clock;
    private final SignedVersions versions;
    private final VersionValues values;

    NewVersions(ModelStore models, ObjectStore objects, SigningKeys signer, InstantSource clock,
            SignedVersions versions, VersionValues values) {
        this.models = models;
        this.objects = objects;
        this.signer = signer;
        this.clock = clock;
        this.versions = versions;
        this.values = values;
    }

    /** Commits version 0 of the plan's model, as {@link ModelRegistry#genesis} has it. */
    ModelVersion genesis(Fence fence, RunPlan plan, String planHash, ModelSource initial) {
        Chunking chunking = plan.layout().chunking();
        Origin origin = Origin.initial(fence.run(), planHash);
        try (VersionWriter writer = writer(new Draft(plan, 0, origin), Map.of(), _ -> Optional.empty())) {
            float[] part = new float[Chunking.CHUNK_VALUES];
            for (int chunk = 0; chunk < chunking.count(); chunk++) {
                initial.read(chunk, part);
                writer.write(chunk, part);
            }
            return writer.commit(fence);
        }
    }

    /** Starts the version after a parent, as {@link ModelRegistry#next} has it. */
    VersionWriter next(RunPlan plan, Origin origin, ModelVersion parent) {
        ModelManifest before = parent.manifest();
        return writer(new Draft(plan, before.version() + 1, origin),
                models.index(before.model(), before.version()),
                chunks -> StepWriter.of(values, chunks, before, plan.update().download()));
    }

    /** Starts a part of the version after a parent, as {@link ModelRegistry#part} has it. */
    VersionPart part(RunPlan plan, ModelVersion parent) {
        ModelManifest before = parent.manifest();
        return part(plan, before.version() + 1, models.index(before.model(), before.version()),
                chunks -> StepWriter.of(values, chunks, before, plan.update().download()));
    }

    private VersionWriter writer(Draft draft, Map<String, ChunkPlace> parent,
            Function<VersionChunks, Optional<StepWriter>> steps) {
        return new VersionWriter(this, part(draft.plan(), draft.version(), parent, steps), draft);
    }

    private VersionPart part(RunPlan plan, int version, Map<String, ChunkPlace> parent,
            Function<VersionChunks, Optional<StepWriter>> steps) {
        VersionChunks chunks = VersionChunks.of(objects, parent,
                new PackWriter(objects, OldVersions.packsOf(plan.model()), version));
        return new VersionPart(chunks, steps.apply(chunks),
                new StateWriter(objects, new PackWriter(objects, OldVersions.statesOf(plan.model()), version)),
                plan.model() + " version " + version, plan.layout().chunking());
    }

    /** Signs and commits what was written; what is there already with the same content stays. */
    VersionWriter.Committed commit(Fence fence, Draft draft, VersionWriter.Content made) {
        ModelManifest candidate = manifest(draft, made);
        Optional<ModelVersion> there = versions.find(candidate.model(), candidate.version());
        // The same content made again keeps its first time, so that it is the same version to the last bit.
        Optional<ModelVersion> same = there.filter(v -> v.manifest().equals(at(candidate, v.manifest().created())));
        ModelVersion version = same.orElseGet(() -> sign(candidate));
        models.commit(fence, candidate.model(), candidate.version(), candidate.origin().parent(), version.signed(),
                state(version, made), made.index());
        return new VersionWriter.Committed(version, same.isEmpty());
    }

    private Optional<SignedDocument> state(ModelVersion version, VersionWriter.Content made) {
        return made.state().slots().isEmpty() ? Optional.empty()
                : Optional.of(signer.sign(SignatureContext.STATE_MANIFEST,
                        WireJson.write(StateManifest.of(version, made.state().packs(), made.state().slots()))));
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
}
