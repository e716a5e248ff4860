package io.tributary.coordinator.upload;

import io.tributary.coordinator.run.OpenRound;
import io.tributary.coordinator.store.PartialBlob;
import io.tributary.coordinator.upload.IncompleteUploads.Incomplete;
import io.tributary.protocol.RejectedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request at one incomplete upload. Bytes go to the blob as they come, so that a slow peer holds no memory; a part that is
 * whole is read back and verified, and only then is the upload that much longer. Used by one thread.
 */
final class UploadSession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(UploadSession.class);
    private final OpenRound round;
    private final String device;
    private final Incomplete upload;
    private final PartialBlob blob;
    private final UploadProgress progress;
    private final VerifyBuffers benches;
    private @Nullable UploadVerifier verifier;
    private boolean unknown;
    private boolean sure = true;
    private boolean over;

    /** Looked at after each verified part. */
    @FunctionalInterface
    interface Goes {
        /** Refuses if the upload need not go on. */
        void on() throws RejectedException;
    }

    /** Begins a visit; {@code blob} is closed with it. */
    UploadSession(Incomplete upload, String device, OpenRound round, PartialBlob blob, VerifyBuffers benches) {
        UploadProgress fresh = new UploadProgress(round);
        Optional<UploadProgress> known = upload.enter(fresh.length());
        this.round = round;
        this.device = device;
        this.upload = upload;
        this.blob = blob;
        this.progress = known.orElse(fresh);
        this.benches = benches;
        this.unknown = known.isEmpty();
    }

    /**
     * How much is here. What an earlier life of this process left is verified again first, and what is torn or altered is cut off.
     */
    UploadOffset settle() throws InterruptedException {
        if (unknown) {
            recheck();
            blob.truncate(progress.offset());
            unknown = false;
        }
        return new UploadOffset(progress.offset(), progress.length(), false);
    }

    private void recheck() throws InterruptedException {
        try {
            while (!progress.isComplete() && blob.size() >= progress.offset() + progress.nextBytes()) {
                verifyNext();
            }
        } catch (RejectedException altered) {
            LOG.warn("a partial upload of {} is good for {} of its {} bytes only: {}", device, progress.offset(),
                    blob.size(), altered.getMessage());
        }
    }

    /** Takes bytes in until the upload is whole, after {@link #settle}. */
    void receive(UploadBody body, Goes goes) throws RejectedException, IOException, InterruptedException {
        while (!progress.isComplete()) {
            if (blob.size() < progress.offset() + progress.nextBytes()) {
                blob.append(body.next());
            } else {
                verifyNext();
                upload.grew();
                goes.on();
            }
        }
    }

    private void verifyNext() throws RejectedException, InterruptedException {
        try (VerifyBuffers.Bench bench = benches.take()) {
            byte[] sealed = read(progress.offset(), progress.nextBytes());
            if (progress.nextChunk() < 0) {
                verifier = new UploadVerifier(round, device, sealed);
            } else {
                verifier().chunk(progress.nextChunk(), sealed, bench);
            }
            progress.passed(sealed);
        }
    }

    /** An earlier request may have brought the header. */
    private UploadVerifier verifier() throws RejectedException {
        UploadVerifier known = verifier;
        if (known == null) {
            known = new UploadVerifier(round, device, read(0, new UploadProgress(round).nextBytes()));
            verifier = known;
        }
        return known;
    }

    private byte[] read(long position, int length) {
        byte[] sealed = new byte[length];
        blob.read(position, ByteBuffer.wrap(sealed));
        return sealed;
    }

    /** Makes the whole upload durable and visible. */
    CompletedUploads.Complete commit() {
        sure = false;
        CompletedUploads.Complete complete = progress.complete();
        blob.commit();
        drop();
        return complete;
    }

    /** Nothing of it is worth keeping. */
    void drop() {
        over = true;
        upload.remove();
    }

    /** Ends the visit; unless it is over, what is verified stays. */
    @Override
    public void close() {
        if (over) {
            blob.close();
            return;
        }
        boolean cut = false;
        try (blob) {
            blob.truncate(progress.offset());
            cut = sure && !unknown;
        } finally {
            upload.leave(cut ? progress : null);
        }
    }
}
