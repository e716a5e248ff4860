package io.tributary.secureagg.seal;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Objects;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * An AES-256-GCM key whose ciphertexts are a random nonce, as many bytes as the plaintext has, and a tag (NIST SP 800-38D). It is the
 * JDK's cipher: unlike Tink's {@code Aead} that works on ranges of arrays, so that no byte is copied. Thread-safe; never prints.
 */
final class GcmKey {
    static final int SECRET_BYTES = 32;
    static final int NONCE_BYTES = 12;
    static final int TAG_BYTES = 16;
    /** Bytes that a ciphertext is longer than its plaintext. */
    static final int OVERHEAD = NONCE_BYTES + TAG_BYTES;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeySpec key;

    private GcmKey(byte[] secret) {
        if (secret.length != SECRET_BYTES) {
            throw new IllegalArgumentException("a key has " + SECRET_BYTES + " bytes, not " + secret.length);
        }
        this.key = new SecretKeySpec(secret, "AES");
    }

    static GcmKey generate() {
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(secret);
        try {
            return new GcmKey(secret);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    /** The key of these bytes, which are copied. @throws IllegalArgumentException if they are not 32 */
    static GcmKey of(byte[] secret) {
        return new GcmKey(secret);
    }

    byte[] encodeSecret() {
        return key.getEncoded();
    }

    byte[] encrypt(byte[] plain, byte[] context) throws GeneralSecurityException {
        byte[] sealed = new byte[plain.length + OVERHEAD];
        encrypt(plain, plain.length, context, sealed);
        return sealed;
    }

    /** Seals the first {@code length} bytes of {@code plain} into the first {@code length + OVERHEAD} of another array. */
    void encrypt(byte[] plain, int length, byte[] context, byte[] sealed) throws GeneralSecurityException {
        Objects.checkFromIndexSize(0, length + OVERHEAD, sealed.length);
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        System.arraycopy(nonce, 0, sealed, 0, NONCE_BYTES);
        cipher(Cipher.ENCRYPT_MODE, sealed, context).doFinal(plain, 0, length, sealed, NONCE_BYTES);
    }

    byte[] decrypt(byte[] sealed, byte[] context) throws GeneralSecurityException {
        byte[] plain = new byte[Math.max(0, sealed.length - OVERHEAD)];
        decrypt(sealed, sealed.length, context, plain);
        return plain;
    }

    /**
     * Opens the first {@code length} bytes of {@code sealed} into the first {@code length - OVERHEAD} of another array, whose content is
     * undefined if this fails.
     *
     * @throws AEADBadTagException if they were not sealed by this key in this context
     */
    void decrypt(byte[] sealed, int length, byte[] context, byte[] plain) throws GeneralSecurityException {
        if (length < OVERHEAD) {
            throw new AEADBadTagException("too short to be sealed");
        }
        cipher(Cipher.DECRYPT_MODE, sealed, context).doFinal(sealed, NONCE_BYTES, length - NONCE_BYTES, plain, 0);
    }

    private Cipher cipher(int mode, byte[] nonceFirst, byte[] context) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonceFirst, 0, NONCE_BYTES));
        cipher.updateAAD(context);
        return cipher;
    }

    @Override
    public String toString() {
        return "GcmKey[secret]";
    }
}
