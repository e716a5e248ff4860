package io.tributary.coordinator.registry;

import io.tributary.coordinator.store.ChunkPlace;
import io.tributary.coordinator.store.ModelStore;
import io.tributary.coordinator.store.ObjectStore;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.ModelManifest;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.identity.VerifyingKey;
import java.util.Map;
import java.util.Optional;

/** The walk over a model's versions that trusts nothing but a key. Thread-safe; blocks on storage. */
public final class Lineage {
    private final ModelStore models;
    private final ObjectStore objects;
    private final VerifyingKey key;
    private final String model;

    /** The lineage of a model, to be checked with the key of the coordinator that made it. */
    public Lineage(ModelStore models, ObjectStore objects, VerifyingKey key, String model) {
        this.models = models;
        this.objects = objects;
        this.key = key;
        this.model = model;
    }

    /** A stored manifest that this key signed. */
    static ModelVersion verified(VerifyingKey key, SignedDocument signed) throws RejectedException {
        return new ModelVersion(
                WireJson.readDocument(key.verify(SignatureContext.MODEL_MANIFEST, signed), ModelManifest.class),
                signed);
    }

    /**
     * Walks from version 0 to the newest, as {@link ModelRegistry#verifyLineage} says.
     *
     * @return number of versions, at least 1
     * @throws RejectedException that names the first version that is not whole
     */
    public int verify() throws RejectedException {
        SignedDocument newest = models.newest(model)
                .orElseThrow(() -> new RejectedException(Reason.NOT_FOUND, "there is no model " + model));
        String parent = Sha256.ZERO.hex();
        for (int version = 0;; version++) {
            ModelVersion found = version(version);
            checkPlace(found.manifest(), version, parent);
            found.manifest().checkConsistent();
            boolean last = found.signed().equals(newest);
            checkChunks(found.manifest(), last);
            if (last) {
                return version + 1;
            }
            parent = found.hash();
        }
    }

    private ModelVersion version(int version) throws RejectedException {
        SignedDocument signed = models.find(model, version).orElseThrow(() -> new RejectedException(
                Reason.BAD_LINEAGE, model + " has no version " + version + ", but newer ones"));
        try {
            return verified(key, signed);
        } catch (RejectedException altered) {
            throw new RejectedException(altered.reason(), model + " version " + version + ": " + altered.detail());
        }
    }

    private void checkPlace(ModelManifest manifest, int version, String parent) throws RejectedException {
        if (!manifest.model().equals(model) || manifest.version() != version
                || !manifest.origin().parent().equals(parent)) {
            throw new RejectedException(Reason.BAD_LINEAGE,
                    "in the place of " + model + " version " + version + " on parent "
                            + parent + " stands " + manifest.model() + " version " + manifest.version() + " on parent "
                            + manifest.origin().parent());
        }
    }

    /** A version that is no longer kept has no chunks to check; the newest is always kept. */
    private void checkChunks(ModelManifest manifest, boolean last) throws RejectedException {
        Map<String, ChunkPlace> index = models.index(model, manifest.version());
        if (index.isEmpty() && !last) {
            return;
        }
        String found = new PackedChunks(objects, sha256 -> Optional.ofNullable(index.get(sha256)))
                .vectorHash(manifest.layout(), manifest.chunks()).hex();
        if (!found.equals(manifest.sha256())) {
            throw new RejectedException(Reason.HASH_MISMATCH,
                    "the chunks of " + model + " version " + manifest.version()
                            + " make a vector of hash " + found + "; its manifest says " + manifest.sha256());
        }
    }
}
