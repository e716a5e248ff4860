package io.tributary.client.internal.trust;

import io.tributary.protocol.plan.SignedDocument;

/**
 * What a document says, once its signature was checked with a pinned key. Immutable.
 *
 * @param document the exact bytes and their signature
 * @param content what they say
 */
public record Verified<T>(SignedDocument document, T content) {
    /** Hex SHA-256 of the signed bytes. */
    public String hash() {
        return document.hash();
    }
}
