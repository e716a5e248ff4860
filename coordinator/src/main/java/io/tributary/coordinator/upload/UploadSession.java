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
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An upload that is not complete, as long as a request works on it: its id, its stored bytes, and how many of them are verified.
 *
 * <p>A part is gathered in memory while there is room, verified the moment it is whole, and written to the partial object; nothing is
 * read back. Beyond that room bytes go to the partial object as they come, so that many peers hold no memory, and a whole part is read
 * back. Only then is the upload that much longer. A chunk must open in the context that this coordinator knows, decode, and hold values
 * that may enter an exact sum; of what came before it, only the update's key is needed. Used by one thread.
 */
final class UploadSession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(UploadSession.class);
    /** Bytes that an upload without room in memory has there at once. */
    private static final int SPILLED = 1 << 14;
    private final Incomplete upload;
    private final OpenRound round;
    private final SealedSizes sizes;
    private final UpdateCodec codec;
    private final PartialObject stored;
    private final UploadBuffers buffers;
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

    /** What was taken in, and whether it is now what the store has under its name; if not, the store had some already. */
    record Committed(boolean now, CompletedUploads.Completed upload) {}

    /** Begins to work on an upload; {@code stored} is closed with the session. */
    UploadSession(Incomplete upload, OpenRound round, PartialObject stored, UploadBuffers buffers) {
        this.upload = upload;
        this.round = round;
        this.sizes = SealedSizes.of(round.plan());
        this.codec = UpdateCodec.of(round.plan(), round.round());
        this.stored = stored;
        this.buffers = buffers;
        Optional<VerifiedParts> known = upload.verified(stored);
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
                verifyStored();
            }
        } catch (RejectedException altered) {
            LOG.warn("a partial upload of {} is good for {} of its {} bytes only: {}", id().device(),
                    verified.offset(), stored.size(), altered.getMessage());
        }
    }

    /** Takes bytes in until the upload is whole, after {@link #settle}. */
    void receive(UploadBody body, Admission admission) throws RejectedException, IOException, InterruptedException {
        Optional<ReceiveBuffers.Room> room = buffers.received().take();
        try {
            while (!verified.isComplete()) {
                if (room.isPresent()) {
                    gather(body, room.get().of(verified.nextBytes()));
                } else {
                    spill(body);
                }
                upload.grew();
                admission.require();
            }
        } finally {
            room.ifPresent(ReceiveBuffers.Room::close);
        }
    }

    private void gather(UploadBody body, byte[] part) throws RejectedException, IOException, InterruptedException {
        int length = verified.nextBytes();
        for (int here = 0; here < length;) {
            here += body.read(part, here, length - here);
        }
        try (VerifyBuffers.Buffer buffer = buffers.verified().take()) {
            verify(part, length, buffer);
        }
        stored.append(ByteBuffer.wrap(part, 0, length));
        verified.add(part, length);
    }

    private void spill(UploadBody body) throws RejectedException, IOException, InterruptedException {
        byte[] piece = new byte[SPILLED];
        while (!hasNext()) {
            long lacking = verified.offset() + verified.nextBytes() - stored.size();
            stored.append(ByteBuffer.wrap(piece, 0, body.read(piece, 0, (int) Math.min(piece.length, lacking))));
        }
        verifyStored();
    }

    private boolean hasNext() {
        return stored.size() >= verified.offset() + verified.nextBytes();
    }

    private void verifyStored() throws RejectedException, InterruptedException {
        try (VerifyBuffers.Buffer buffer = buffers.verified().take()) {
            int length = verified.nextBytes();
            byte[] part = buffer.sealed(length);
            stored.read(verified.offset(), ByteBuffer.wrap(part, 0, length));
            verify(part, length, buffer);
            verified.add(part, length);
        }
    }

    private void verify(byte[] part, int length, VerifyBuffers.Buffer buffer) throws RejectedException {
        int chunk = verified.nextChunk();
        if (chunk < 0) {
            opener = open(Arrays.copyOf(part, length));
        } else {
            byte[] plain = buffer.plain(sizes.plainBytes(chunk));
            opener().open(chunk, part, length, plain);
            codec.verify(plain, chunk, buffer.travelled(), buffer.values());
        }
    }

    /** An earlier request may have brought the header. */
    private UpdateOpener opener() throws RejectedException {
        UpdateOpener known = opener;
        if (known == null) {
            byte[] header = new byte[sizes.headerBytes()];
            stored.read(0, ByteBuffer.wrap(header));
            known = open(header);
            opener = known;
        }
        return known;
    }

    private UpdateOpener open(byte[] header) throws RejectedException {
        return UpdateOpener.open(round.key(), round.context(id().device()), header);
    }

    /** Makes the whole upload durable and visible, unless an upload of its id is complete, which stays. */
    Committed commit() {
        sure = false;
        Sha256 hash = verified.finish();
        boolean now = stored.commit();
        drop();
        return new Committed(now, new CompletedUploads.Completed(hash.hex(), verified.header(), sizes.totalBytes()));
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
        boolean kept = false;
        try {
            try (stored) {
                stored.truncate(verified.offset());
            }
            kept = sure; // closing stored the rest
        } finally {
            upload.leave(kept ? Optional.of(verified) : Optional.empty(), stored.turn());
        }
    }
}
