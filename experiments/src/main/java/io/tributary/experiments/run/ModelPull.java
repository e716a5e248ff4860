package io.tributary.experiments.run;

import io.tributary.client.internal.model.Download;
import io.tributary.client.internal.model.HeldModel;
import io.tributary.client.internal.model.ModelStore;
import io.tributary.client.internal.model.ServedBy;
import io.tributary.client.internal.transport.WantedChunk;
import io.tributary.client.internal.trust.Lineage;
import io.tributary.client.internal.trust.PinnedKeys;
import io.tributary.client.internal.trust.Verified;
import io.tributary.experiments.deployment.WorkDirectory;
import io.tributary.operator.OperatorClient;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.message.KeyPage;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.ModelManifest;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.file.BoundedFile;
import io.tributary.secureagg.file.DurableFile;
import io.tributary.secureagg.file.FollowedKeys;
import io.tributary.secureagg.identity.KeyChain;
import io.tributary.secureagg.identity.VerifyingKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Brings a model version home: its manifest's signature, its whole lineage down to version 0, the plan it came of and every chunk are
 * verified with the pinned keys, as a device would, before a file is written.
 *
 * @param owner whose plans are believed
 * @param coordinator whose versions are believed: keys that follow from these are believed too
 */
public record ModelPull(OperatorClient operator, VerifyingKey owner, KeyChain coordinator) {
    static final String MANIFEST = "manifest.json";
    private static final String KEYS = "keys.json";

    /**
     * Writes {@code parameters.f32}, {@code model.safetensors}, {@code manifest.json} (as the coordinator signed it) and {@code keys.json} (the coordinator's key sets)
     * into a folder. A folder that holds an older
     * version of the same lineage is brought forward; it never goes back.
     *
     * @param version the newest if empty
     * @return what was written
     * @throws RejectedException if there is no such version, or something is not what the pinned keys vouch for
     * @throws IOException if the coordinator does not answer or the files cannot be written
     * @throws InterruptedException if it was stopped
     */
    public ModelManifest into(Path folder, String model, Optional<Integer> version)
            throws RejectedException, IOException, InterruptedException {
        FollowedKeys followed = FollowedKeys.of(newest(FollowedKeys.open(folder.resolve(KEYS), coordinator, _ -> {})));
        PinnedKeys keys = new PinnedKeys(owner, followed);
        Verified<ModelManifest> manifest = manifest(keys, model, version.map(String::valueOf).orElse("latest"));
        if (version.isPresent() && manifest.content().version() != version.get()) {
            throw new RejectedException(Reason.WRONG_MODEL_VERSION, "asked for version " + version.get()
                    + ", the manifest is of version " + manifest.content().version());
        }
        verifyLineage(keys, manifest, before(keys, folder, manifest));
        HeldModel held = HeldModel.of(plan(keys, manifest.content()), manifest);
        Files.createDirectories(folder);
        try (WorkDirectory work = WorkDirectory.in(folder)) {
            float[] parameters = download(keys, held, work.path());
            DurableFile.replace(folder.resolve(KEYS), WireJson.write(new KeyPage(followed.chain().links(1))));
            ParameterFile.write(folder, manifest.content().layout(), parameters);
            DurableFile.replace(folder.resolve(MANIFEST), WireJson.write(manifest.document()));
        }
        return manifest.content();
    }

    /** Writes {@code parameters.f32} of one version alone: its signature, plan and chunks are verified, its ancestors are not asked for. */
    ModelManifest only(Path folder, Path scratch, String model, int version)
            throws RejectedException, IOException, InterruptedException {
        PinnedKeys keys = new PinnedKeys(owner, FollowedKeys.of(newest(FollowedKeys.of(coordinator))));
        Verified<ModelManifest> manifest = manifest(keys, model, Integer.toString(version));
        HeldModel held = HeldModel.of(plan(keys, manifest.content()), manifest);
        try (WorkDirectory work = WorkDirectory.in(scratch)) {
            ParameterFile.write(folder, download(keys, held, work.path()));
        }
        return manifest.content();
    }

    private KeyChain newest(FollowedKeys known) throws RejectedException, IOException, InterruptedException {
        KeyChain chain = known.chain();
        return chain.follow(operator.keys(Math.max(0, chain.sequence() - 1)));
    }

    private Verified<ModelManifest> manifest(PinnedKeys keys, String model, String version)
            throws RejectedException, IOException, InterruptedException {
        Verified<ModelManifest> manifest = keys.manifest(operator.manifest(model, version));
        if (!manifest.content().model().equals(model)) {
            throw new RejectedException(Reason.BAD_LINEAGE,
                    "asked for model '" + model + "', the manifest is of '" + manifest.content().model() + "'");
        }
        return manifest;
    }

    /** What the folder holds already, if that may be replaced by this version. */
    private static Optional<Verified<ModelManifest>> before(PinnedKeys keys, Path folder, Verified<ModelManifest> next)
            throws RejectedException, IOException {
        Path file = folder.resolve(MANIFEST);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Verified<ModelManifest> held;
        try {
            held = keys.manifest(WireJson.readDocument(BoundedFile.read(file, WireJson.MAX_ENVELOPE),
                    SignedDocument.class));
        } catch (RejectedException foreign) {
            throw new RejectedException(foreign.reason(), file + " is no version of this coordinator ("
                    + foreign.detail() + "); pull into another folder");
        }
        if (!held.content().model().equals(next.content().model())
                || held.content().version() > next.content().version()) {
            throw new RejectedException(Reason.BAD_LINEAGE, folder + " holds '" + held.content().model()
                    + "' version " + held.content().version() + ", and '" + next.content().model() + "' version "
                    + next.content().version() + " does not follow it; pull into another folder");
        }
        return Optional.of(held);
    }

    private static void requireOnTheWay(Verified<ModelManifest> version, Optional<Verified<ModelManifest>> held)
            throws RejectedException {
        if (held.isPresent() && held.get().content().version() == version.content().version()
                && !held.get().hash().equals(version.hash())) {
            throw new RejectedException(Reason.BAD_LINEAGE, "the folder holds another version "
                    + version.content().version() + " of '" + version.content().model()
                    + "', which is of another lineage; pull into another folder");
        }
    }

    /** Every version before this one, each the parent of the next, down to one that has none; the one held is among them. */
    private void verifyLineage(PinnedKeys keys, Verified<ModelManifest> newest, Optional<Verified<ModelManifest>> held)
            throws RejectedException, IOException, InterruptedException {
        Verified<ModelManifest> child = newest;
        requireOnTheWay(child, held);
        while (child.content().version() > 0) {
            int before = child.content().version() - 1;
            Verified<ModelManifest> parent = manifest(keys, child.content().model(), Integer.toString(before));
            if (parent.content().version() != before) {
                throw new RejectedException(Reason.BAD_LINEAGE, "asked for version " + before
                        + ", the manifest is of version " + parent.content().version());
            }
            Lineage.requireForward(keys, parent, child);
            Lineage.requireChild(child.content(), before, parent.hash());
            child = parent;
            requireOnTheWay(child, held);
        }
        if (!child.content().origin().parent().equals(Sha256.ZERO.hex())) {
            throw new RejectedException(Reason.BAD_LINEAGE,
                    "version 0 names a parent, " + child.content().origin().parent());
        }
    }

    private Verified<RunPlan> plan(PinnedKeys keys, ModelManifest manifest)
            throws RejectedException, IOException, InterruptedException {
        Verified<RunPlan> plan = keys.plan(operator.plan(manifest.origin().run()));
        if (!plan.hash().equals(manifest.origin().planHash())) {
            throw new RejectedException(Reason.WRONG_PLAN,
                    "the plan of run " + manifest.origin().run() + " has the hash "
                            + plan.hash() + " where the manifest names " + manifest.origin().planHash());
        }
        return plan;
    }

    private float[] download(PinnedKeys keys, HeldModel held, Path folder)
            throws RejectedException, IOException, InterruptedException {
        String model = held.manifest().content().model();
        try (ModelStore store = ModelStore.open(folder, keys, ServedBy.NOBODY, _ -> {});
                Download download = store.begin(held)) {
            for (WantedChunk chunk : download.lacking()) {
                download.accept(chunk, operator.chunk(model, chunk.sha256()));
            }
            return download.finish();
        }
    }
}
