package io.tributary.coordinator.http;

import io.tributary.coordinator.shell.OpenRound;
import io.tributary.coordinator.shell.UpdateBlobs;
import io.tributary.coordinator.store.AcceptedUpdate;
import io.tributary.coordinator.store.BlobStore;
import io.tributary.coordinator.store.BlobWriter;
import io.tributary.coordinator.store.RoundStore;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.tributary.secureagg.seal.SealedSizes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Takes sealed updates in: each chunk is verified as it arrives, then its sealed bytes go to the blob store; nothing is there
 * before all of it is right and durable. A complete upload does not count yet: its report does that. Thread-safe; blocks.
 */
final class UploadDoor {
    private final BlobStore blobs;
    private final RoundStore rounds;
    private final Doors doors;
    private final UploadLedger ledger;

    /** Whose upload of what. */
    record Upload(String run, int round, String device, String uploadId) {
        String blob() {
            return UpdateBlobs.name(run, round, device, uploadId);
        }
    }

    UploadDoor(BlobStore blobs, RoundStore rounds, Doors doors, UploadLedger ledger) {
        this.blobs = blobs;
        this.rounds = rounds;
        this.doors = doors;
        this.ledger = ledger;
    }

    /**
     * Checks everything that can be checked before a byte of the body is read.
     *
     * @return the round it is for; empty if this very upload counts already and need not come again
     * @throws RejectedException why it must not come
     */
    Optional<OpenRound> admit(Upload upload, long length) throws RejectedException {
        Optional<AcceptedUpdate> counted = counted(upload);
        if (counted.isPresent()) {
            requireSame(upload, counted.get());
            return Optional.empty();
        }
        OpenRound round = doors.require(upload.run(), upload.round(), upload.device());
        long right = SealedSizes.of(round.plan().layout()).totalBytes();
        if (length != right) {
            throw new RejectedException(length > right ? Reason.TOO_LARGE : Reason.WRONG_LENGTH,
                    "a sealed update of this plan has " + right + " bytes, not " + length);
        }
        return Optional.of(round);
    }

    /**
     * Takes an admitted upload in; when this returns it is durable.
     *
     * @throws RejectedException why it was refused; nothing of it is kept
     * @throws IOException if the peer went away; nothing of it is kept
     */
    void take(Upload upload, OpenRound round, UploadBody body)
            throws RejectedException, IOException, InterruptedException {
        long ticket = ledger.begin(upload.device());
        try (BlobWriter blob = blobs.write(upload.blob())) {
            MessageDigest digest = Sha256.algorithm();
            long bytes = copy(round, upload.device(), body, blob, digest);
            complete(upload, ticket, blob, new UploadLedger.Complete(Sha256.finish(digest).hex(), bytes));
        } finally {
            ledger.end(upload.device(), ticket);
        }
    }

    private long copy(OpenRound round, String device, UploadBody body, BlobWriter blob, MessageDigest digest)
            throws RejectedException, IOException, InterruptedException {
        SealedSizes sizes = SealedSizes.of(round.plan().layout());
        byte[] header = new byte[sizes.headerBytes()];
        body.read(header);
        UploadVerifier verifier = new UploadVerifier(round, device, header);
        keep(header, blob, digest);
        byte[] sealed = new byte[sizes.chunkBytes(0)];
        for (int chunk = 0; chunk < sizes.chunkCount(); chunk++) {
            if (sealed.length != sizes.chunkBytes(chunk)) {
                sealed = new byte[sizes.chunkBytes(chunk)];
            }
            body.read(sealed);
            verifier.chunk(chunk, sealed);
            doors.require(round.run(), round.round(), device);
            keep(sealed, blob, digest);
        }
        return sizes.totalBytes();
    }

    private static void keep(byte[] sealed, BlobWriter blob, MessageDigest digest) {
        digest.update(sealed);
        blob.append(ByteBuffer.wrap(sealed));
    }

    /** Makes the blob visible unless that came too late: a blob that counts is never replaced (I2). */
    private void complete(Upload upload, long ticket, BlobWriter blob, UploadLedger.Complete complete)
            throws RejectedException {
        ReentrantLock lock = ledger.lock(upload.device());
        lock.lock();
        try {
            Optional<AcceptedUpdate> counted = counted(upload);
            if (counted.isPresent()) {
                requireSame(upload, counted.get());
                return;
            }
            doors.require(upload.run(), upload.round(), upload.device());
            if (!ledger.isNewest(upload.device(), ticket)) {
                throw new RejectedException(Reason.UNAVAILABLE, "a later upload of this device took its place");
            }
            blob.commit();
            ledger.completed(upload.blob(), complete);
            supersedeOthers(upload);
        } finally {
            lock.unlock();
        }
    }

    private void supersedeOthers(Upload upload) {
        blobs.list(UpdateBlobs.ofDevice(upload.run(), upload.round(), upload.device())).stream()
                .filter(name -> !name.equals(upload.blob())).forEach(blobs::delete);
    }

    private Optional<AcceptedUpdate> counted(Upload upload) {
        return rounds.accepted(upload.run(), upload.round()).stream()
                .filter(row -> row.device().equals(upload.device())).findFirst();
    }

    private static void requireSame(Upload upload, AcceptedUpdate counted) throws RejectedException {
        if (!counted.uploadId().equals(upload.uploadId())) {
            throw new RejectedException(Reason.ALREADY_REPORTED,
                    "upload " + counted.uploadId() + " counts already in round " + upload.round());
        }
    }
}
