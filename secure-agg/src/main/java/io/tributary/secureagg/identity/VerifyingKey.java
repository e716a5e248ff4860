package io.tributary.secureagg.identity;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.LowLevelCryptoCaller;
import com.google.crypto.tink.PublicKeyVerify;
import com.google.crypto.tink.signature.Ed25519PublicKey;
import com.google.crypto.tink.signature.subtle.Ed25519Verifier;
import com.google.crypto.tink.util.Bytes;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.SignedDocument;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The public half of an Ed25519 identity (RFC 8032), pinned by whoever checks documents with it. Two are equal when their raw
 * bytes are. Immutable and safe for use by many threads.
 */
public final class VerifyingKey {
    /** Length in bytes of a raw public key. */
    public static final int RAW_BYTES = 32;

    private static final int SIGNATURE_BYTES = 64;

    private final byte[] raw;
    private final Ed25519PublicKey key;
    private final PublicKeyVerify verifier;

    @AccessesPartialKey
    @LowLevelCryptoCaller
    private VerifyingKey(byte[] raw) throws GeneralSecurityException {
        this.raw = raw.clone();
        this.key = Ed25519PublicKey.create(Bytes.copyFrom(raw));
        this.verifier = Ed25519Verifier.create(key);
    }

    /**
     * The key of these raw bytes (RFC 8032 section 5.1.2).
     *
     * @throws RejectedException {@link Reason#INVALID_FIELD} if they are not 32 bytes that name a key, or one of small order, for
     *     which anybody could sign
     */
    public static VerifyingKey of(byte[] raw) throws RejectedException {
        if (raw.length != RAW_BYTES) {
            throw new RejectedException(Reason.INVALID_FIELD,
                    "an Ed25519 public key has " + RAW_BYTES + " bytes, not " + raw.length);
        }
        if (SmallOrderKeys.contain(raw)) {
            throw new RejectedException(Reason.INVALID_FIELD,
                    "an Ed25519 public key for which anybody can sign: " + hex(raw));
        }
        try {
            return new VerifyingKey(raw);
        } catch (GeneralSecurityException refused) {
            throw new RejectedException(Reason.INVALID_FIELD, "not an Ed25519 public key: " + hex(raw));
        }
    }

    static VerifyingKey trusted(byte[] raw) throws GeneralSecurityException {
        return new VerifyingKey(raw);
    }

    /** The 32 raw bytes, a copy. */
    public byte[] raw() {
        return raw.clone();
    }

    /**
     * Checks that this key signed the document as one of this kind, and returns its payload: the bytes that may now be believed.
     *
     * @throws RejectedException {@link Reason#UNSIGNED} if there is no signature, {@link Reason#WRONG_SIGNER} if it names
     *     another key than this one, {@link Reason#BAD_SIGNATURE} if the signature does not match, or was made
     *     for another kind of document
     */
    public byte[] verify(SignatureContext kind, SignedDocument document) throws RejectedException {
        byte[] signature = document.signature();
        if (signature.length == 0) {
            throw new RejectedException(Reason.UNSIGNED,
                    "the document carries no signature; it must be signed by " + this);
        }
        requireThisSigner(document.key());
        byte[] payload = document.payload();
        requireMatch(kind, signature, payload);
        return payload;
    }

    Ed25519PublicKey key() {
        return key;
    }

    private void requireThisSigner(byte[] signer) throws RejectedException {
        if (!Arrays.equals(signer, raw)) {
            String named = signer.length == RAW_BYTES ? hex(signer) : "a key of " + signer.length + " bytes";
            throw new RejectedException(Reason.WRONG_SIGNER, "signed by " + named + ", not by the pinned " + this);
        }
    }

    private void requireMatch(SignatureContext kind, byte[] signature, byte[] payload) throws RejectedException {
        if (signature.length != SIGNATURE_BYTES) {
            throw new RejectedException(Reason.BAD_SIGNATURE,
                    "an Ed25519 signature has " + SIGNATURE_BYTES + " bytes, not " + signature.length);
        }
        if (!matches(signature, kind.preimage(payload))) {
            throw new RejectedException(Reason.BAD_SIGNATURE, "the signature of " + this + " does not match the "
                    + payload.length + " bytes as " + kind.label());
        }
    }

    /** Whether this key made this signature of these bytes. */
    boolean matches(byte[] signature, byte[] bytes) {
        try {
            verifier.verify(signature, bytes);
            return true;
        } catch (GeneralSecurityException mismatch) {
            return false;
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifyingKey that && Arrays.equals(raw, that.raw);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(raw);
    }

    @Override
    public String toString() {
        return "ed25519:" + hex(raw);
    }
}
