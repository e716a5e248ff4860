package io.tributary.coordinator.upload;

import io.tributary.coordinator.run.OpenRound;
import io.tributary.coordinator.store.PartialObject;
import io.tributary.coordinator.upload.IncompleteUploads.Incomplete;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.update.UpdateCodec;
import io.tributary.secureagg.seal.SealedSizes;
import io.tributary.secureagg.seal.UpdateOpener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An upload that is not complete, as long as a request works on it: its id, its stored bytes, and how many of them are verified.
 *
 * <p>Bytes go to the partial object as they come, so that a slow peer holds no memory. A part that is whole is read back and
 * verified, and only then is the upload that much longer. A chunk must open in the context that this coordinator knows, decode,
 * and hold values that may enter an exact sum; of what came before it, only the update's key is needed. Used by one thread.
 */
final class UploadSession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(UploadSession.class);
    private final Incomplete upload;
    private final OpenRound round;
    private final SealedSizes sizes;
    private final UpdateCodec codec;
    private final PartialObject stored;
    private final VerifyBuffers buffers;
    private final VerifiedParts verified;
    private @Nullable UpdateOpener opener;
    /** Whether the object surely holds what is verified. */
    private boolean sure;
    private boolean over;

    /** Asked after each verified part. */
    @FunctionalInterface
    interface Admission {
        /** Refuses if the upload need not go on. */
        void require() throws RejectedException;
    }

    /** Begins to work on an upload; {@code stored} is closed with the session. */
    UploadSession(Incomplete upload, OpenRound round, PartialObject stored, VerifyBuffers buffers) {
        this.upload = upload;
        this.round = round;
        this.sizes = SealedSizes.of(round.plan());
        this.codec = UpdateCodec.of(round.plan(), round.round());
        this.stored = stored;
        this.buffers = buffers;
        Optional<VerifiedParts> known = upload.verified();
        this.verified = known.orElseGet(() -> new VerifiedParts(sizes));
        this.sure = known.isPresent();
    }

    UploadId id() {
        return upload.id();
    }

    /**
     * How much is here. What was stored before this process began is verified again first, and what is torn or altered is cut off.
     */
    UploadOffset settle() throws InterruptedException {
        if (!sure) {
            recheck();
            stored.truncate(verified.offset());
            sure = true;
        }
        return new UploadOffset(verified.offset(), sizes.totalBytes(), false);
    }

    private void recheck() throws InterruptedException {
        try {
            while (!verified.isComplete() && hasNext()) {
                verifyNext();
            }
        } catch (RejectedException altered) {
            LOG.warn("a partial upload of {} is good for {} of its {} bytes only: {}", id().device(),
                    verified.offset(), stored.size(), altered.getMessage());
        }
    }

    /** Takes bytes in until the upload is whole, after {@link #settle}. */
    void receive(UploadBody body, Admission admission) throws RejectedException, IOException, InterruptedException {
        while (!verified.isComplete()) {
            if (hasNext()) {
                verifyNext();
                upload.grew();
                admission.require();
            } else {
                stored.append(body.next());
            }
        }
    }

    private boolean hasNext() {
        return stored.size() >= verified.offset() + verified.nextBytes();
    }

    private void verifyNext() throws RejectedException, InterruptedException {
        try (VerifyBuffers.Buffer buffer = buffers.take()) {
            byte[] sealed = read(verified.offset(), verified.nextBytes());
            int chunk = verified.nextChunk();
            if (chunk < 0) {
                opener = open(sealed);
            } else {
                codec.verify(opener().open(chunk, sealed), chunk, buffer.travelled(), buffer.values());
            }
            verified.add(sealed);
        }
    }

    /** An earlier request may have brought the header. */
    private UpdateOpener opener() throws RejectedException {
        UpdateOpener known = opener;
        if (known == null) {
            known = open(read(0, sizes.headerBytes()));
            opener = known;
        }
        return known;
    }

    private UpdateOpener open(byte[] header) throws RejectedException {
        return UpdateOpener.open(round.key(), round.context(id().device()), header);
    }

    private byte[] read(long position, int length) {
        byte[] sealed = new byte[length];
        stored.read(position, ByteBuffer.wrap(sealed));
        return sealed;
    }

    /** Makes the whole upload durable and visible. */
    CompletedUploads.Completed commit() {
        sure = false;
        Sha256 hash = verified.finish();
        stored.commit();
        drop();
        return new CompletedUploads.Completed(hash.hex(), sizes.totalBytes());
    }

    /** It is incomplete no more: it was committed, or nothing of it is worth keeping. */
    void drop() {
        over = true;
        upload.remove();
    }

    /** Ends the request's work; unless the upload is over, what is verified stays. */
    @Override
    public void close() {
        if (over) {
            stored.close();
            return;
        }
        boolean cut = false;
        try (stored) {
            stored.truncate(verified.offset());
            cut = sure;
        } finally {
            upload.leave(cut ? Optional.of(verified) : Optional.empty());
        }
    }
}
