package io.tributary.coordinator.registry;

import io.tributary.coordinator.store.ChunkPlace;
import io.tributary.coordinator.store.ModelStore;
import io.tributary.coordinator.store.ObjectStore;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.plan.ModelManifest;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.identity.KeyChain;
import java.util.Map;
import java.util.Optional;

/** The walk over a model's versions that trusts nothing but the coordinator's keys. Thread-safe; blocks on storage. */
public final class Lineage {
    private final ModelStore models;
    private final ObjectStore objects;
    private final KeyChain keys;
    private final String model;

    /** The lineage of a model, to be checked with the keys of the coordinator that made it. */
    public Lineage(ModelStore models, ObjectStore objects, KeyChain keys, String model) {
        this.models = models;
        this.objects = objects;
        this.keys = keys;
        this.model = model;
    }

    /** A stored manifest that a key signed while it was in force. */
    static ModelVersion verified(KeyChain keys, SignedDocument signed) throws RejectedException {
        return new ModelVersion(keys.read(SignatureContext.MODEL_MANIFEST, signed, ModelManifest.class,
                ModelManifest::created), signed);
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
        Optional<SignedDocument> before = Optional.empty();
        for (int version = 0;; version++) {
            ModelVersion found = version(version);
            checkPlace(found.manifest(), version, parent);
            checkKey(found, before);
            found.manifest().checkConsistent();
            boolean last = found.signed().equals(newest);
            checkChunks(found.manifest(), last);
            if (last) {
                return version + 1;
            }
            parent = found.hash();
            before = Optional.of(found.signed());
        }
    }

    private ModelVersion version(int version) throws RejectedException {
        SignedDocument signed = models.find(model, version).orElseThrow(() -> new RejectedException(
                Reason.BAD_LINEAGE, model + " has no version " + version + ", but newer ones"));
        try {
            return verified(keys, signed);
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

    private void checkKey(ModelVersion version, Optional<SignedDocument> parent) throws RejectedException {
        if (parent.isPresent() && keys.isOlder(SignatureContext.MODEL_MANIFEST, version.signed(), parent.get())) {
            throw new RejectedException(Reason.BAD_LINEAGE, model + " version " + version.manifest().version()
                    + " was signed by an older key than its parent");
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
