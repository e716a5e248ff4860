package io.tributary.secureagg.identity;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.LowLevelCryptoCaller;
import com.google.crypto.tink.PublicKeySign;
import com.google.crypto.tink.signature.Ed25519PrivateKey;
import com.google.crypto.tink.signature.subtle.Ed25519Signer;
import com.google.crypto.tink.subtle.Ed25519Sign;
import com.google.crypto.tink.util.SecretBytes;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.SignedDocument;
import java.security.GeneralSecurityException;
import java.util.Arrays;

/**
 * The secret half of an Ed25519 identity (RFC 8032): of a device, a model owner or a coordinator. Immutable and safe for use
 * by many threads; never prints.
 *
 * <p>A signature covers the label of its {@link SignatureContext} and the exact bytes of a document. So a document of one kind is
 * never taken for another, whatever its bytes are. A {@link PossessionProof} has the form of RFC 7515 instead, which no label
 * and payload can have.
 */
public final class SigningKey {
    /** Length in bytes of an encoded secret: the seed of RFC 8032 section 5.1.5. */
    public static final int SECRET_BYTES = 32;

    private final SecretBytes seed;
    private final VerifyingKey publicKey;
    private final PublicKeySign signer;

    @AccessesPartialKey
    @LowLevelCryptoCaller
    private SigningKey(Ed25519Sign.KeyPair pair) throws GeneralSecurityException {
        byte[] secret = pair.getPrivateKey();
        this.seed = SecretBytes.copyFrom(secret, InsecureSecretKeyAccess.get());
        Arrays.fill(secret, (byte) 0);
        this.publicKey = VerifyingKey.trusted(pair.getPublicKey());
        this.signer = Ed25519Signer.create(Ed25519PrivateKey.create(publicKey.key(), seed));
    }

    /** A new key from the system's secure randomness. */
    public static SigningKey generate() {
        try {
            return new SigningKey(Ed25519Sign.KeyPair.newKeyPair());
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this JVM cannot make Ed25519 keys", missing);
        }
    }

    /** The key that {@link #encodeSecret} wrote.
     *
     * @throws IllegalArgumentException if it is not 32 bytes
     */
    public static SigningKey decodeSecret(byte[] secret) {
        if (secret.length != SECRET_BYTES) {
            throw new IllegalArgumentException(
                    "a signing key has " + SECRET_BYTES + " secret bytes, not " + secret.length);
        }
        try {
            return new SigningKey(Ed25519Sign.KeyPair.newKeyPairFromSeed(secret));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this JVM cannot read Ed25519 keys", missing);
        }
    }

    /** The 32 secret bytes, for a key file that only its owner can read. Overwrite the array when it is written. */
    public byte[] encodeSecret() {
        return seed.toByteArray(InsecureSecretKeyAccess.get());
    }

    /** What others check this key's signatures with. */
    public VerifyingKey publicKey() {
        return publicKey;
    }

    /** Signs exactly these bytes as a document of this kind. The same bytes give the same signature. */
    public SignedDocument sign(SignatureContext kind, byte[] payload) {
        return new SignedDocument(payload, signature(kind.preimage(payload)), publicKey.raw());
    }

    /** Signs bytes as they are. */
    byte[] signature(byte[] bytes) {
        try {
            return signer.sign(bytes);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this JVM cannot sign with Ed25519", missing);
        }
    }

    @Override
    public String toString() {
        return "SigningKey[secret of " + publicKey + "]";
    }
}
