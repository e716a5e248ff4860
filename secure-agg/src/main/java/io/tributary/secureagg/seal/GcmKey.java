package io.tributary.secureagg.seal;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.LowLevelCryptoCaller;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.aead.subtle.AesGcmAead;
import com.google.crypto.tink.util.SecretBytes;
import java.security.GeneralSecurityException;

/**
 * An AES-256-GCM key whose ciphertexts are a random nonce, as many bytes as the plaintext has, and a tag (NIST SP 800-38D),
 * with no prefix of Tink's. Thread-safe; never prints.
 */
final class GcmKey {
    static final int SECRET_BYTES = 32;
    static final int NONCE_BYTES = 12;
    static final int TAG_BYTES = 16;
    /** Bytes that a ciphertext is longer than its plaintext. */
    static final int OVERHEAD = NONCE_BYTES + TAG_BYTES;

    private final SecretBytes secret;
    private final Aead aead;

    @AccessesPartialKey
    @LowLevelCryptoCaller
    private GcmKey(SecretBytes secret) throws GeneralSecurityException {
        this.secret = secret;
        AesGcmParameters parameters = AesGcmParameters.builder().setKeySizeBytes(SECRET_BYTES)
                .setIvSizeBytes(NONCE_BYTES).setTagSizeBytes(TAG_BYTES).setVariant(AesGcmParameters.Variant.NO_PREFIX)
                .build();
        this.aead = AesGcmAead.create(AesGcmKey.builder().setParameters(parameters).setKeyBytes(secret).build());
    }

    static GcmKey generate() throws GeneralSecurityException {
        return new GcmKey(SecretBytes.randomBytes(SECRET_BYTES));
    }

    /** The key of these bytes; they must be 32. */
    static GcmKey of(byte[] secret) throws GeneralSecurityException {
        return new GcmKey(SecretBytes.copyFrom(secret, InsecureSecretKeyAccess.get()));
    }

    byte[] encodeSecret() {
        return secret.toByteArray(InsecureSecretKeyAccess.get());
    }

    byte[] encrypt(byte[] plain, byte[] context) throws GeneralSecurityException {
        return aead.encrypt(plain, context);
    }

    byte[] decrypt(byte[] sealed, byte[] context) throws GeneralSecurityException {
        return aead.decrypt(sealed, context);
    }

    @Override
    public String toString() {
        return "GcmKey[secret]";
    }
}
