package io.tributary.protocol.plan;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.tributary.protocol.Sha256;
import java.util.Arrays;

/**
 * Exact bytes and an Ed25519 signature (RFC 8032) over them. On the wire {@code {"payload": base64, "signature": base64,
 * "key": base64}}; the key is the signer's raw 32-byte public key: it only says which pinned key to check with and is never
 * trusted by itself. Immutable.
 */
public final class SignedDocument {
    private final byte[] payload;
    private final byte[] signature;
    private final byte[] key;

    /** Copies its arguments; checks nothing. */
    @JsonCreator
    public SignedDocument(@JsonProperty("payload") byte[] payload, @JsonProperty("signature") byte[] signature,
            @JsonProperty("key") byte[] key) {
        this.payload = payload.clone();
        this.signature = signature.clone();
        this.key = key.clone();
    }

    /** What was signed. */
    @JsonProperty
    public byte[] payload() {
        return payload.clone();
    }

    /** Bytes of what was signed. */
    public int payloadLength() {
        return payload.length;
    }

    /** 64 bytes when it is one. */
    @JsonProperty
    public byte[] signature() {
        return signature.clone();
    }

    /** The signer's raw public key, 32 bytes when it is one. */
    @JsonProperty
    public byte[] key() {
        return key.clone();
    }

    /** Lower-case hex SHA-256 of the payload: a plan's hash, a manifest's hash. */
    public String hash() {
        return Sha256.of(payload).hex();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SignedDocument that && Arrays.equals(payload, that.payload)
                && Arrays.equals(signature, that.signature) && Arrays.equals(key, that.key);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(payload);
    }

    @Override
    public String toString() {
        return "SignedDocument[" + hash() + "]";
    }
}
