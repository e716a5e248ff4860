package io.tributary.secureagg.seal;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import java.security.GeneralSecurityException;

/**
 * An AES-256-GCM key that wraps other secrets before they are stored, so that destroying its 32 bytes destroys what it wraps
 * (I5). Good for 2^32 secrets. Immutable and safe for use by many threads; never prints.
 */
public final class WrappingKey {
    /** Length in bytes of an encoded key. */
    public static final int SECRET_BYTES = GcmKey.SECRET_BYTES;
    /** Bytes that a wrapped secret is longer than the secret. */
    public static final int OVERHEAD = GcmKey.OVERHEAD;

    private final GcmKey key;

    private WrappingKey(GcmKey key) {
        this.key = key;
    }

    /** A new key from the system's secure randomness. */
    public static WrappingKey generate() {
        return new WrappingKey(GcmKey.generate());
    }

    /** The key that {@link #encodeSecret} wrote.
     *
     * @throws IllegalArgumentException if it is not 32 bytes
     */
    public static WrappingKey decodeSecret(byte[] secret) {
        if (secret.length != SECRET_BYTES) {
            throw new IllegalArgumentException("a wrapping key has " + SECRET_BYTES + " bytes, not " + secret.length);
        }
        return new WrappingKey(GcmKey.of(secret));
    }

    /** The 32 bytes of the key, for a file of its own. Overwrite the array when it is written. */
    public byte[] encodeSecret() {
        return key.encodeSecret();
    }

    /**
     * Wraps a secret; twice the same gives different bytes.
     *
     * @param context what the secret is, such as its name; it unwraps with the same context alone
     */
    public byte[] wrap(byte[] secret, byte[] context) {
        try {
            return key.encrypt(secret, context);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this JVM cannot wrap with AES-256-GCM", missing);
        }
    }

    /**
     * The secret, which the caller overwrites when it is done.
     *
     * @throws RejectedException {@link Reason#BAD_SEAL} if the bytes were altered, or wrapped by another key or for another
     *     context
     */
    public byte[] unwrap(byte[] wrapped, byte[] context) throws RejectedException {
        try {
            return key.decrypt(wrapped, context);
        } catch (GeneralSecurityException refused) {
            throw new RejectedException(Reason.BAD_SEAL, "the wrapped secret of " + wrapped.length
                    + " bytes does not open: it was altered, or wrapped by another key or for another purpose");
        }
    }

    @Override
    public String toString() {
        return "WrappingKey[secret]";
    }
}
