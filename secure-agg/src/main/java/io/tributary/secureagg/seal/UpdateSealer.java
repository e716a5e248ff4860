package io.tributary.secureagg.seal;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Objects;

/**
 * Seals one update to a round's key, chunk by chunk, in any order. Each sealer draws a fresh key, so sealing the same update
 * twice gives unrelated bytes: a new ciphertext is a new upload. Safe for use by many threads.
 */
public final class UpdateSealer {
    private final SealContext context;
    private final GcmKey key;
    private final byte[] header;

    /** Draws the update's key and wraps it for the round. */
    public UpdateSealer(RoundPublicKey round, SealContext context) {
        this.context = context;
        try {
            this.key = GcmKey.generate();
            this.header = new SealedHeader(context.chunkCount(), wrap(round, context.encode())).encode();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this JVM cannot seal with HPKE and AES-256-GCM", missing);
        }
    }

    private byte[] wrap(RoundPublicKey round, byte[] context) throws GeneralSecurityException {
        byte[] secret = key.encodeSecret();
        try {
            return round.encryption().encrypt(secret, context);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    /** What goes before the chunks, {@link SealedSizes#headerBytes()} bytes, a copy. */
    public byte[] header() {
        return header.clone();
    }

    /**
     * The ciphertext of one chunk: 12 bytes of nonce, as many bytes as {@code plain} has, 16 of tag.
     *
     * @throws IndexOutOfBoundsException if the context has no such chunk
     */
    public byte[] seal(int chunk, byte[] plain) {
        byte[] sealed = new byte[plain.length + GcmKey.OVERHEAD];
        seal(chunk, plain, plain.length, sealed);
        return sealed;
    }

    /**
     * Seals a chunk that is the first {@code length} bytes of an array into the first bytes of another one: 28 more. Nothing else is
     * copied.
     *
     * @throws IndexOutOfBoundsException if the context has no such chunk, or an array is too short
     */
    public void seal(int chunk, byte[] plain, int length, byte[] sealed) {
        Objects.checkIndex(chunk, context.chunkCount());
        Objects.checkFromIndexSize(0, length, plain.length);
        try {
            key.encrypt(plain, length, context.encode(chunk), sealed);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this JVM cannot seal with AES-256-GCM", missing);
        }
    }
}
