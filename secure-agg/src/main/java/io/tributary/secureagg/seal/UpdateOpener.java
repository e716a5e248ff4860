package io.tributary.secureagg.seal;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Objects;

/**
 * Opens the chunks of one sealed update, any of them, in any order. Safe for use by many threads, so one opener serves every
 * worker that reads the update.
 */
public final class UpdateOpener {
    private final SealContext context;
    private final GcmKey key;

    private UpdateOpener(SealContext context, GcmKey key) {
        this.context = context;
        this.key = key;
    }

    /**
     * Unwraps the update's key.
     *
     * @param context what this side knows the update to be
     * @throws RejectedException {@link Reason#WRONG_LENGTH} if the header is not {@link SealedSizes#headerBytes()} bytes,
     *     {@link Reason#BAD_SEAL} if it was altered, or made for another round key or another context
     */
    public static UpdateOpener open(RoundKeyPair round, SealContext context, byte[] header) throws RejectedException {
        SealedHeader read = SealedHeader.decode(header);
        if (read.chunkCount() != context.chunkCount()) {
            throw new RejectedException(Reason.BAD_SEAL, "the header announces " + read.chunkCount()
                    + " chunks where the layout has " + context.chunkCount());
        }
        try {
            return new UpdateOpener(context, unwrap(round, context.encode(), read.wrappedKey()));
        } catch (GeneralSecurityException refused) {
            throw new RejectedException(Reason.BAD_SEAL,
                    "the header does not open: it was altered, or not sealed to this round's key for " + context);
        }
    }

    private static GcmKey unwrap(RoundKeyPair round, byte[] context, byte[] wrapped) throws GeneralSecurityException {
        byte[] secret = round.decryption().decrypt(wrapped, context);
        try {
            return GcmKey.of(secret);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    /**
     * The plaintext of one chunk.
     *
     * @throws RejectedException {@link Reason#WRONG_LENGTH} if it is too short to be sealed, {@link Reason#BAD_SEAL} if it was
     *     altered, or is not this chunk of this update
     * @throws IndexOutOfBoundsException if the context has no such chunk
     */
    public byte[] open(int chunk, byte[] sealed) throws RejectedException {
        byte[] plain = new byte[Math.max(0, sealed.length - GcmKey.OVERHEAD)];
        open(chunk, sealed, sealed.length, plain);
        return plain;
    }

    /**
     * Opens a chunk that is the first {@code length} bytes of an array into the first bytes of another one, whose content is undefined
     * if it is refused: as many less as sealing adds. Nothing else is copied.
     *
     * @throws RejectedException as {@link #open(int, byte[])}
     * @throws IndexOutOfBoundsException if the context has no such chunk, or an array is too short
     */
    public void open(int chunk, byte[] sealed, int length, byte[] plain) throws RejectedException {
        Objects.checkIndex(chunk, context.chunkCount());
        Objects.checkFromIndexSize(0, length, sealed.length);
        if (length < GcmKey.OVERHEAD) {
            throw new RejectedException(Reason.WRONG_LENGTH, "chunk " + chunk + ": a sealed chunk has at least "
                    + GcmKey.OVERHEAD + " bytes, not " + length);
        }
        Objects.checkFromIndexSize(0, length - GcmKey.OVERHEAD, plain.length);
        try {
            key.decrypt(sealed, length, context.encode(chunk), plain);
        } catch (GeneralSecurityException refused) {
            throw new RejectedException(Reason.BAD_SEAL,
                    "chunk " + chunk + " does not open: it was altered, or is not this chunk of this update");
        }
    }
}
