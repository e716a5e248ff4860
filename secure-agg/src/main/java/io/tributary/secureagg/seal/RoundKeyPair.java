package io.tributary.secureagg.seal;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.HybridDecrypt;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.LowLevelCryptoCaller;
import com.google.crypto.tink.hybrid.HpkePrivateKey;
import com.google.crypto.tink.hybrid.subtle.HpkeDecrypt;
import com.google.crypto.tink.subtle.X25519;
import com.google.crypto.tink.util.SecretBytes;
import java.security.GeneralSecurityException;
import java.util.Arrays;

/**
 * The X25519 key pair of one round: whoever holds it opens the round's updates, so it is destroyed once the round is
 * committed (I5). Immutable and safe for use by many threads; never prints.
 */
public final class RoundKeyPair {
    /** Length in bytes of an encoded secret. */
    public static final int SECRET_BYTES = 32;

    private final SecretBytes secret;
    private final RoundPublicKey publicKey;
    private final HybridDecrypt decryption;

    @AccessesPartialKey
    @LowLevelCryptoCaller
    private RoundKeyPair(byte[] secret) throws GeneralSecurityException {
        this.secret = SecretBytes.copyFrom(secret, InsecureSecretKeyAccess.get());
        this.publicKey = RoundPublicKey.trusted(X25519.publicFromPrivate(secret));
        this.decryption = HpkeDecrypt.create(HpkePrivateKey.create(publicKey.key(), this.secret));
    }

    /** A new pair from the system's secure randomness. */
    public static RoundKeyPair generate() {
        byte[] secret = X25519.generatePrivateKey();
        try {
            return decodeSecret(secret);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    /** The pair that {@link #encodeSecret} wrote.
     *
     * @throws IllegalArgumentException if it is not 32 bytes
     */
    public static RoundKeyPair decodeSecret(byte[] secret) {
        if (secret.length != SECRET_BYTES) {
            throw new IllegalArgumentException(
                    "a round key has " + SECRET_BYTES + " secret bytes, not " + secret.length);
        }
        try {
            return new RoundKeyPair(secret);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this JVM cannot use X25519 keys", missing);
        }
    }

    /** The 32 secret bytes, for a key store. Overwrite the array when it is stored. */
    public byte[] encodeSecret() {
        return secret.toByteArray(InsecureSecretKeyAccess.get());
    }

    /** What devices seal to. */
    public RoundPublicKey publicKey() {
        return publicKey;
    }

    HybridDecrypt decryption() {
        return decryption;
    }

    @Override
    public String toString() {
        return "RoundKeyPair[secret of " + publicKey + "]";
    }
}
