package io.tributary.coordinator.registry;

import io.tributary.protocol.plan.ModelManifest;
import io.tributary.protocol.plan.SignedDocument;

/**
 * One version of a model.
 *
 * @param manifest what it is
 * @param signed the same, as the registry signed it and devices fetch it
 */
public record ModelVersion(ModelManifest manifest, SignedDocument signed) {
    /** Hex SHA-256 of the signed manifest bytes: what offers name, and the next version as its parent. */
    public String hash() {
        return signed.hash();
    }
}
