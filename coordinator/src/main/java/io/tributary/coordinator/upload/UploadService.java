package io.tributary.coordinator.upload;

import io.tributary.coordinator.metrics.CoordinatorMetrics;
import io.tributary.coordinator.run.OpenRound;
import io.tributary.coordinator.run.OpenRounds;
import io.tributary.coordinator.store.AcceptedUpdate;
import io.tributary.coordinator.store.ObjectStore;
import io.tributary.coordinator.store.RoundStore;
import io.tributary.coordinator.store.StoreException;
import io.tributary.coordinator.upload.IncompleteUploads.Incomplete;
import io.tributary.coordinator.upload.UploadOffset.WrongOffsetException;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.secureagg.seal.SealedSizes;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Takes sealed updates in. A request passes {@link UploadAdmission}, works on one {@link UploadSession}, and leaves a complete upload
 * in {@link CompletedUploads}. Each part is verified as it arrives and stays when the connection breaks. A complete upload does
 * not count yet: its report does that. Thread-safe; blocks.
 */
public final class UploadService {
    private final ObjectStore objects;
    private final RoundStore rounds;
    private final CoordinatorMetrics metrics;
    private final InstantSource clock;
    private final UploadAdmission admission;
    private final IncompleteUploads incomplete;
    private final CompletedUploads completed;
    private final DeviceTurns turns = new DeviceTurns();
    private final UploadBuffers buffers = new UploadBuffers();

    /** Goes on with the incomplete uploads that the store holds. */
    public UploadService(ObjectStore objects, RoundStore rounds, OpenRounds open, UploadLimits limits,
            CoordinatorMetrics metrics, InstantSource clock, InstantSource durations) {
        this.objects = objects;
        this.rounds = rounds;
        this.metrics = metrics;
        this.clock = clock;
        this.admission = new UploadAdmission(open, rounds);
        this.incomplete = new IncompleteUploads(objects, limits, durations);
        this.completed = new CompletedUploads(objects);
    }

    /**
     * Checks everything that can be checked before a byte of the body is read.
     *
     * @param from where the body begins in the upload
     * @param length of the body, which is the rest of the upload
     * @return the round it is for; empty if this very upload counts already and need not come again
     * @throws RejectedException why it must not come
     */
    public Optional<OpenRound> admit(UploadId upload, long from, long length) throws RejectedException {
        return admission.toCome(upload, from, length);
    }

    /**
     * Takes the rest of an admitted upload in; when this returns it is complete and durable.
     *
     * @param from 0 to begin, else how much of it is here
     * @throws RejectedException why it was refused; unless that passes (NO_ROOM, UNAVAILABLE), nothing of it is kept
     * @throws WrongOffsetException if not so much of it is here
     * @throws IOException if the peer went away: what came in whole parts is kept
     */
    public void take(UploadId upload, OpenRound round, long from, UploadBody body)
            throws RejectedException, WrongOffsetException, IOException, InterruptedException {
        try (DeviceTurns.Turn _ = turns.take(upload.device(), body);
                UploadSession session = from == 0 ? session(begun(upload, round), round)
                        : resume(upload, round, from)) {
            UploadOffset here = session.settle();
            if (here.offset() != from) {
                throw new WrongOffsetException(from, here);
            }
            receive(session, body);
        }
    }

    /** Takes its part of the quotas before it is looked whether there was that much: of uploads that begin at once none goes unseen. */
    private Incomplete begun(UploadId upload, OpenRound round) throws RejectedException {
        Incomplete begun = incomplete.begin(upload, length(round));
        boolean fits = false;
        try {
            admission.toStay(round, incomplete.bytes(upload.run()), completed.unreported(upload.run()), metrics);
            fits = true;
            return begun;
        } finally {
            if (!fits) {
                begun.remove();
            }
        }
    }

    private UploadSession resume(UploadId upload, OpenRound round, long from)
            throws RejectedException, WrongOffsetException {
        Optional<Incomplete> known = incomplete.resume(upload, length(round));
        if (known.isEmpty() && completed.contains(upload)) {
            throw new WrongOffsetException(from, UploadOffset.complete(length(round)));
        }
        return session(known.orElseThrow(() -> notHere(upload)), round);
    }

    private static long length(OpenRound round) {
        return SealedSizes.of(round.plan()).totalBytes();
    }

    private static RejectedException notHere(UploadId upload) {
        return new RejectedException(Reason.NOT_FOUND, "no upload " + upload.upload() + " of " + upload.device()
                + " for round " + upload.round() + " is here; begin it with PUT");
    }

    private UploadSession session(Incomplete upload, OpenRound round) {
        try {
            return new UploadSession(upload, round, objects.partial(upload.id().object()), buffers);
        } catch (StoreException broken) {
            upload.leave();
            throw broken;
        }
    }

    private void receive(UploadSession session, UploadBody body)
            throws RejectedException, IOException, InterruptedException {
        try {
            session.receive(body, () -> admission.toGoOn(session.id()));
            complete(session);
        } catch (RejectedException refused) {
            if (refused.reason() != Reason.UNAVAILABLE) {
                session.drop();
            }
            throw refused;
        }
    }

    /** Makes the object visible unless that came too late: an object that counts is never replaced (I2). */
    private void complete(UploadSession session) throws RejectedException {
        ReentrantLock lock = turns.lock(session.id().device());
        lock.lock();
        try {
            if (admission.counted(session.id()).isPresent()) {
                session.drop();
                return;
            }
            admission.toGoOn(session.id());
            commit(session);
            requireNotEnded(session.id());
            replaceOthers(session.id());
        } finally {
            lock.unlock();
        }
    }

    /** What is complete under an id stays what it is, because at another member it may count at this moment. */
    private void commit(UploadSession session) throws RejectedException {
        UploadSession.Committed committed = session.commit();
        if (committed.now()) {
            completed.add(session.id(), committed.upload());
        } else if (!completed.find(session.id()).equals(Optional.of(committed.upload()))) {
            throw new RejectedException(Reason.HASH_MISMATCH, "another update is complete under the id "
                    + session.id().upload() + "; send this one under a new id");
        }
    }

    /** An upload takes the place of all others of its device for its round, unless one of them came to count meanwhile. */
    private void replaceOthers(UploadId upload) throws RejectedException {
        for (UploadId other : completed.others(upload)) {
            try {
                rounds.giveUp(other.run(), other.round(), other.device(), other.upload());
            } catch (RejectedException counts) {
                completed.delete(upload);
                throw counts;
            }
            completed.delete(other);
        }
    }

    /** The updates of a round that ended meanwhile were deleted, perhaps just before this one was complete: nobody else deletes it. */
    private void requireNotEnded(UploadId upload) throws RejectedException {
        if (admission.hasEnded(upload)) {
            completed.delete(upload);
            throw new RejectedException(Reason.LATE, "round " + upload.round() + " ended while the upload came in");
        }
    }

    /**
     * How much of an upload is here. A request that still brings some of it is broken off: its peer would not ask.
     *
     * @throws RejectedException NOT_FOUND if nothing of it is here, or why no more of it may come
     */
    public UploadOffset offset(UploadId upload) throws RejectedException, InterruptedException {
        Optional<AcceptedUpdate> counted = admission.counted(upload);
        if (counted.isPresent()) {
            return UploadOffset.complete(counted.get().bytes());
        }
        OpenRound round = admission.toGoOn(upload);
        try (DeviceTurns.Turn _ = turns.take(upload.device(), UploadBody.NONE)) {
            if (completed.contains(upload)) {
                return UploadOffset.complete(length(round));
            }
            try (UploadSession session = session(
                    incomplete.resume(upload, length(round)).orElseThrow(() -> notHere(upload)), round)) {
                return session.settle();
            }
        }
    }

    /**
     * Removes an upload, complete or not; none there is no error.
     *
     * @throws RejectedException ALREADY_REPORTED if it counts
     */
    public void giveUp(UploadId upload) throws RejectedException, InterruptedException {
        try (DeviceTurns.Turn _ = turns.take(upload.device(), UploadBody.NONE)) {
            ReentrantLock lock = turns.lock(upload.device());
            lock.lock();
            try {
                if (admission.counted(upload).isPresent() || completed.contains(upload)) {
                    rounds.giveUp(upload.run(), upload.round(), upload.device(), upload.upload());
                }
                incomplete.remove(upload);
                completed.delete(upload);
            } finally {
                lock.unlock();
            }
        }
    }

    /**
     * Makes a complete upload count, once; the same report again gets the same row (I2).
     *
     * @return the row that counts, durable
     * @throws RejectedException why it does not count
     */
    public AcceptedUpdate count(CheckedReport report) throws RejectedException {
        ReentrantLock lock = turns.lock(report.device());
        lock.lock();
        try {
            Optional<AcceptedUpdate> before = admission.counted(report);
            return before.isPresent() ? before.get() : accept(report);
        } finally {
            lock.unlock();
        }
    }

    private AcceptedUpdate accept(CheckedReport report) throws RejectedException {
        admission.toCount(report);
        CompletedUploads.Completed upload = completed
                .find(new UploadId(report.run(), report.round(), report.device(), report.uploadId()))
                .orElseThrow(() -> new RejectedException(Reason.NOT_FOUND,
                        "no complete upload " + report.uploadId() + " is here; upload it, then report it"));
        if (!upload.sha256().equals(report.sha256())) {
            throw new RejectedException(Reason.HASH_MISMATCH,
                    "the upload has hash " + upload.sha256() + ", not " + report.sha256());
        }
        if (!upload.header().equals(report.content().header())) {
            throw new RejectedException(Reason.HASH_MISMATCH,
                    "the upload's header has hash " + upload.header() + ", not " + report.content().header());
        }
        AcceptedUpdate row = rounds.accept(new AcceptedUpdate(report.run(), report.round(), report.device(),
                report.uploadId(), report.sha256(), report.weight(),
                Objects.requireNonNullElse(report.message().loss(), Double.NaN), report.message().trainMillis(),
                upload.bytes(), clock.instant(), report.signed()));
        completed.reported(new UploadId(row.run(), row.round(), row.device(), row.uploadId()));
        metrics.accepted();
        return row;
    }

    /** Bytes of the incomplete uploads, once they are complete. */
    public long incompleteBytes() {
        return incomplete.bytes();
    }

    /** How many uploads are incomplete. */
    public int incomplete() {
        return incomplete.count();
    }

    /** Removes incomplete uploads that are too old, or whose round is over, and complete ones that a killed coordinator left. */
    public void sweep() {
        incomplete.sweep(admission::isOver);
        completed.sweep(admission::hasEnded);
    }
}
