package io.tributary.coordinator.registry;

import io.tributary.coordinator.store.ModelStore;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.ModelManifest;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.identity.VerifyingKey;

/** The walk over a model's versions that trusts nothing but a key. */
final class Lineage {
    private final ModelStore models;
    private final ModelChunks chunks;
    private final VerifyingKey key;
    private final String model;

    Lineage(ModelStore models, ModelChunks chunks, VerifyingKey key, String model) {
        this.models = models;
        this.chunks = chunks;
        this.key = key;
        this.model = model;
    }

    /** A stored manifest that this key signed. */
    static ModelVersion verified(VerifyingKey key, SignedDocument signed) throws RejectedException {
        return new ModelVersion(
                WireJson.readDocument(key.verify(SignatureContext.MODEL_MANIFEST, signed), ModelManifest.class),
                signed);
    }

    /** Walks from version 0 to the newest; their number. */
    int verify() throws RejectedException {
        SignedDocument newest = models.newest(model)
                .orElseThrow(() -> new RejectedException(Reason.NOT_FOUND, "there is no model " + model));
        String parent = Sha256.ZERO.hex();
        for (int version = 0;; version++) {
            ModelVersion found = version(version);
            checkPlace(found.manifest(), version, parent);
            found.manifest().checkConsistent();
            checkChunks(found.manifest());
            if (found.signed().equals(newest)) {
                return version + 1;
            }
            parent = found.hash();
        }
    }

    private ModelVersion version(int version) throws RejectedException {
        return verified(key, models.find(model, version).orElseThrow(
                () -> new RejectedException(Reason.BAD_LINEAGE,
                        model + " has no version " + version + ", but newer ones")));
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

    private void checkChunks(ModelManifest manifest) throws RejectedException {
        String found = chunks.vectorHash(manifest.layout(), manifest.chunks()).hex();
        if (!found.equals(manifest.sha256())) {
            throw new RejectedException(Reason.HASH_MISMATCH,
                    "the chunks of " + model + " version " + manifest.version()
                            + " make a vector of hash " + found + "; its manifest says " + manifest.sha256());
        }
    }
}
