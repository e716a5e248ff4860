package io.tributary.coordinator.upload;

import io.tributary.coordinator.run.OpenRound;
import io.tributary.coordinator.run.OpenRounds;
import io.tributary.coordinator.store.AcceptedUpdate;
import io.tributary.coordinator.store.BlobStore;
import io.tributary.coordinator.store.RoundStore;
import io.tributary.coordinator.upload.IncompleteUploads.Incomplete;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Takes sealed updates in: each part is verified as it arrives and stays when the connection breaks, and the upload is complete
 * once all of it is right and durable. A complete upload does not count yet: its report does that. Thread-safe; blocks.
 */
public final class UploadService {
    private final BlobStore blobs;
    private final RoundStore rounds;
    private final OpenRounds doors;
    private final CompletedUploads ledger;
    private final IncompleteUploads incomplete;
    private final DeviceTurns turns = new DeviceTurns();
    private final VerifyBuffers benches = new VerifyBuffers();

    public UploadService(BlobStore blobs, RoundStore rounds, OpenRounds doors, CompletedUploads ledger,
            IncompleteUploads incomplete) {
        this.blobs = blobs;
        this.rounds = rounds;
        this.doors = doors;
        this.ledger = ledger;
        this.incomplete = incomplete;
    }

    /**
     * Checks everything that can be checked before a byte of the body is read.
     *
     * @param from where the body begins in the upload
     * @param length of the body, which is the rest of the upload
     * @return the round it is for; empty if this very upload counts already and need not come again
     * @throws RejectedException why it must not come
     */
    public Optional<OpenRound> admit(Upload upload, long from, long length) throws RejectedException {
        if (counts(upload)) {
            return Optional.empty();
        }
        OpenRound round = doors.require(upload.run(), upload.round(), upload.device());
        long right = length(round);
        if (from > right || length != right - from) {
            throw new RejectedException(length > right - from ? Reason.TOO_LARGE : Reason.WRONG_LENGTH,
                    "a sealed update of this plan has " + right + " bytes, not " + from + " and then " + length);
        }
        return Optional.of(round);
    }

    private static long length(OpenRound round) {
        return new UploadProgress(round).length();
    }

    /**
     * Takes the rest of an admitted upload in; when this returns it is complete and durable.
     *
     * @param from 0 to begin, else how much of it is here
     * @throws RejectedException why it was refused; unless that passes (NO_ROOM, UNAVAILABLE), nothing of it is kept
     * @throws WrongOffsetException if not so much of it is here
     * @throws IOException if the peer went away: what came in whole parts is kept
     */
    public void take(Upload upload, OpenRound round, long from, UploadBody body)
            throws RejectedException, WrongOffsetException, IOException, InterruptedException {
        try (DeviceTurns.Turn _ = turns.take(upload.device(), body)) {
            Incomplete mine = from == 0 ? incomplete.begin(upload, length(round)) : known(upload, round, from);
            try (UploadSession visit = visit(upload, round, mine)) {
                UploadOffset here = visit.settle();
                if (here.offset() != from) {
                    throw new WrongOffsetException(from, here);
                }
                receive(upload, visit, body);
            }
        }
    }

    private Incomplete known(Upload upload, OpenRound round, long from)
            throws RejectedException, WrongOffsetException {
        Optional<Incomplete> known = incomplete.find(upload);
        if (known.isEmpty() && blobs.exists(upload.blob())) {
            throw new WrongOffsetException(from, UploadOffset.complete(length(round)));
        }
        return known.orElseThrow(() -> notHere(upload));
    }

    private static RejectedException notHere(Upload upload) {
        return new RejectedException(Reason.NOT_FOUND, "no upload " + upload.uploadId() + " of " + upload.device()
                + " for round " + upload.round() + " is here; begin it with PUT");
    }

    private UploadSession visit(Upload upload, OpenRound round, Incomplete mine) {
        return new UploadSession(mine, upload.device(), round, blobs.partial(upload.blob()), benches);
    }

    private void receive(Upload upload, UploadSession visit, UploadBody body)
            throws RejectedException, IOException, InterruptedException {
        try {
            visit.receive(body, () -> doors.require(upload.run(), upload.round(), upload.device()));
            complete(upload, visit);
        } catch (RejectedException refused) {
            if (refused.reason() != Reason.UNAVAILABLE) {
                visit.drop();
            }
            throw refused;
        }
    }

    /** Makes the blob visible unless that came too late: a blob that counts is never replaced (I2). */
    private void complete(Upload upload, UploadSession visit) throws RejectedException {
        ReentrantLock lock = ledger.lock(upload.device());
        lock.lock();
        try {
            if (counts(upload)) {
                visit.drop();
                return;
            }
            doors.require(upload.run(), upload.round(), upload.device());
            ledger.completed(upload.blob(), visit.commit());
            supersedeOthers(upload);
        } finally {
            lock.unlock();
        }
    }

    private void supersedeOthers(Upload upload) {
        blobs.list(upload.place()).stream().filter(name -> !name.equals(upload.blob())).forEach(ledger::delete);
    }

    /**
     * How much of an upload is here. A request that still brings some of it is broken off: its peer would not ask.
     *
     * @throws RejectedException NOT_FOUND if nothing of it is here, or why no more of it may come
     */
    public UploadOffset offset(Upload upload) throws RejectedException, InterruptedException {
        if (counts(upload)) {
            return UploadOffset.complete(counted(upload).orElseThrow().bytes());
        }
        OpenRound round = doors.require(upload.run(), upload.round(), upload.device());
        try (DeviceTurns.Turn _ = turns.take(upload.device(), UploadBody.NONE)) {
            if (blobs.exists(upload.blob())) {
                return UploadOffset.complete(length(round));
            }
            Incomplete known = incomplete.find(upload).orElseThrow(() -> notHere(upload));
            try (UploadSession visit = visit(upload, round, known)) {
                return visit.settle();
            }
        }
    }

    /**
     * Removes an upload, complete or not; none there is no error.
     *
     * @throws RejectedException ALREADY_REPORTED if it counts
     */
    public void giveUp(Upload upload) throws RejectedException, InterruptedException {
        try (DeviceTurns.Turn _ = turns.take(upload.device(), UploadBody.NONE)) {
            ReentrantLock lock = ledger.lock(upload.device());
            lock.lock();
            try {
                if (counts(upload)) {
                    throw new RejectedException(Reason.ALREADY_REPORTED, "upload " + upload.uploadId()
                            + " counts in round " + upload.round() + "; it cannot be given up");
                }
                incomplete.remove(upload);
                ledger.delete(upload.blob());
            } finally {
                lock.unlock();
            }
        }
    }

    /** Removes incomplete uploads that are too old, or whose round is over. */
    public void sweep() {
        incomplete.sweep(upload -> doors.isOver(upload.run(), upload.round()));
    }

    /** Whether this very upload counts. @throws RejectedException ALREADY_REPORTED if another one of its device does */
    private boolean counts(Upload upload) throws RejectedException {
        Optional<AcceptedUpdate> counted = counted(upload);
        if (counted.isPresent() && !counted.get().uploadId().equals(upload.uploadId())) {
            throw new RejectedException(Reason.ALREADY_REPORTED, "upload " + counted.get().uploadId()
                    + " counts already in round " + upload.round());
        }
        return counted.isPresent();
    }

    private Optional<AcceptedUpdate> counted(Upload upload) {
        return rounds.accepted(upload.run(), upload.round(), upload.device());
    }
}
