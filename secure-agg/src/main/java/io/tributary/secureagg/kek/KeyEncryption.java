package io.tributary.secureagg.kek;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import java.io.IOException;

/**
 * The key-encryption key of a cluster, which wraps secrets before they are stored where others may read them (I5). It rotates: one key
 * wraps, and those before it still unwrap. Thread-safe; never prints a key.
 */
public interface KeyEncryption {
    /** Most bytes of a secret that is wrapped. */
    int MOST_SECRET = 1024;
    /** Most bytes of a wrapped secret. */
    int MOST_WRAPPED = 4096;
    /** Most characters of a key's name. */
    int MOST_NAME = 200;

    /**
     * A wrapped secret.
     *
     * @param key the name of the key that wrapped it, printable ASCII; it is no secret
     * @param bytes what that key made of the secret
     */
    record Wrapped(String key, byte[] bytes) {}

    /**
     * Wraps a secret with the key that wraps now.
     *
     * @param context what the secret is, such as its name; it unwraps with the same context alone
     * @throws IOException if the key cannot be used now
     */
    Wrapped wrap(byte[] secret, byte[] context) throws IOException;

    /**
     * The secret, which the caller overwrites when it is done.
     *
     * @throws RejectedException {@link Reason#BAD_SEAL} if the bytes were altered or wrapped for another context: to try again does not
     *     help
     * @throws IOException if the key cannot be used now, or is none of this member's: it may be later
     */
    byte[] unwrap(Wrapped wrapped, byte[] context) throws RejectedException, IOException;
}
