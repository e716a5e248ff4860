package io.tributary.secureagg.seal;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Objects;

/**
 * Seals one update to a round's key, chunk by chunk, in any order. Each sealer draws a fresh key, so sealing the same update
 * twice gives unrelated bytes: a new ciphertext is a new upload. Safe for use by many threads.
 *
 * <p>Whole arrays only: Tink's {@code Aead} takes no offsets, and a chunk's ciphertext is the one copy made.
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
        Objects.checkIndex(chunk, context.chunkCount());
        try {
            return key.encrypt(plain, context.encode(chunk));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this JVM cannot seal with AES-256-GCM", missing);
        }
    }
}
