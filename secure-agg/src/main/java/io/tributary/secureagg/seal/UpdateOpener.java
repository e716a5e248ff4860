package io.tributary.secureagg.seal;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Objects;

/**
 * Opens the chunks of one sealed update, any of them, in any order. Safe for use by many threads, so one opener serves every
 * worker that reads the update.
 *
 * <p>Whole arrays only: Tink's {@code Aead} takes no offsets, and a chunk's plaintext is the one copy made.
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
        Objects.checkIndex(chunk, context.chunkCount());
        if (sealed.length < GcmKey.OVERHEAD) {
            throw new RejectedException(Reason.WRONG_LENGTH, "chunk " + chunk + ": a sealed chunk has at least "
                    + GcmKey.OVERHEAD + " bytes, not " + sealed.length);
        }
        try {
            return key.decrypt(sealed, context.encode(chunk));
        } catch (GeneralSecurityException refused) {
            throw new RejectedException(Reason.BAD_SEAL,
                    "chunk " + chunk + " does not open: it was altered, or is not this chunk of this update");
        }
    }
}
