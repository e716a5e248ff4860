package io.tributary.coordinator.upload;

import io.tributary.coordinator.metrics.CoordinatorMetrics;
import io.tributary.coordinator.run.OpenRound;
import io.tributary.coordinator.run.OpenRounds;
import io.tributary.coordinator.run.RunQuota;
import io.tributary.coordinator.store.AcceptedUpdate;
import io.tributary.coordinator.store.RoundStore;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.update.UpdateCodec;
import io.tributary.secureagg.seal.SealedSizes;
import java.util.Optional;

/**
 * Decides whether an upload may come, go on and count. Only room for one more is decided elsewhere, by
 * {@link IncompleteUploads#begin}, which takes it in the same step. Thread-safe; blocks on storage.
 */
final class UploadAdmission {
    private final OpenRounds open;
    private final RoundStore rounds;

    UploadAdmission(OpenRounds open, RoundStore rounds) {
        this.open = open;
        this.rounds = rounds;
    }

    /**
     * Whether a request may bring an upload, decided before a byte of its body is read.
     *
     * @param from where the body begins in the upload
     * @param length of the body, which is the rest of the upload
     * @return the round it is for; empty if this very upload counts already and need not come again
     * @throws RejectedException why it must not come
     */
    Optional<OpenRound> toCome(UploadId upload, long from, long length) throws RejectedException {
        if (counted(upload).isPresent()) {
            return Optional.empty();
        }
        OpenRound round = toGoOn(upload);
        if (rounds.isGivenUp(upload.run(), upload.round(), upload.device(), upload.upload())) {
            throw new RejectedException(Reason.INVALID_FIELD, "upload " + upload.upload()
                    + " was given up after it was complete; another upload needs a new id");
        }
        long right = SealedSizes.of(round.plan()).totalBytes();
        if (from > right || length != right - from) {
            throw new RejectedException(length > right - from ? Reason.TOO_LARGE : Reason.WRONG_LENGTH,
                    "a sealed update of this plan has " + right + " bytes, not " + from + " and then " + length);
        }
        return Optional.of(round);
    }

    /** The round of an upload, if it still takes updates of this device. @throws RejectedException why it does not */
    OpenRound toGoOn(UploadId upload) throws RejectedException {
        OpenRound round = open.require(upload.run(), upload.round(), upload.device());
        requireCodec(round);
        return round;
    }

    /** What a plug-in encoded, a member without it cannot look at; the device keeps its update and tries again. */
    private static void requireCodec(OpenRound round) throws RejectedException {
        try {
            UpdateCodec.requireHere(round.plan());
        } catch (RejectedException missing) {
            RejectedException later = new RejectedException(Reason.UNAVAILABLE,
                    "this member cannot read updates of run " + round.run() + ": " + missing.detail());
            later.initCause(missing);
            throw later;
        }
    }

    /** Passes if what a report says would count in its round. @throws RejectedException why it would not */
    void toCount(CheckedReport report) throws RejectedException {
        OpenRound round = open.require(report.run(), report.round(), report.device());
        if (report.message().modelVersion() != round.modelVersion()) {
            throw new RejectedException(Reason.WRONG_MODEL_VERSION, "round " + round.round()
                    + " trains from version " + round.modelVersion() + ", not " + report.message().modelVersion());
        }
        int most = round.plan().update().maxWeight();
        if (report.weight() < 1 || report.weight() > most) {
            throw new RejectedException(Reason.BAD_WEIGHT, "a weight is 1.." + most + ", not " + report.weight());
        }
    }

    /**
     * Passes if an upload that was begun keeps its run within its quotas.
     *
     * @param incomplete what the run's incomplete uploads come to with this one
     * @param unreported what those that are complete and do not count yet come to
     * @param metrics counts what is refused
     * @throws RejectedException NO_ROOM
     */
    void toStay(OpenRound round, long incomplete, long unreported, CoordinatorMetrics metrics)
            throws RejectedException {
        counted(RunQuota.Part.IN_FLIGHT, metrics, () -> open.storedBytes().requireInFlight(round.run(), incomplete));
        counted(RunQuota.Part.DISK, metrics, () -> open.storedBytes().requireRoom(round, incomplete + unreported));
    }

    private interface Check {
        void pass() throws RejectedException;
    }

    private static void counted(RunQuota.Part part, CoordinatorMetrics metrics, Check check)
            throws RejectedException {
        try {
            check.pass();
        } catch (RejectedException passed) {
            metrics.overQuota(part);
            throw passed;
        }
    }

    /** The row of this very upload, if it counts. @throws RejectedException ALREADY_REPORTED if another of its device does */
    Optional<AcceptedUpdate> counted(UploadId upload) throws RejectedException {
        Optional<AcceptedUpdate> row = rounds.accepted(upload.run(), upload.round(), upload.device());
        if (row.isPresent() && !row.get().uploadId().equals(upload.upload())) {
            throw new RejectedException(Reason.ALREADY_REPORTED, "upload " + row.get().uploadId()
                    + " counts already in round " + upload.round());
        }
        return row;
    }

    /**
     * The row that counts for a report's device and round, if one does.
     *
     * @throws RejectedException ALREADY_REPORTED if it says something else than the report
     */
    Optional<AcceptedUpdate> counted(CheckedReport report) throws RejectedException {
        Optional<AcceptedUpdate> row = rounds.accepted(report.run(), report.round(), report.device());
        if (row.isPresent()
                && (!row.get().sha256().equals(report.sha256()) || row.get().weight() != report.weight())) {
            throw new RejectedException(Reason.ALREADY_REPORTED, "update " + row.get().uploadId() + " with hash "
                    + row.get().sha256() + " and weight " + row.get().weight() + " counts already in round "
                    + row.get().round());
        }
        return row;
    }

    /** Whether no upload for this one's round will ever count again. */
    boolean isOver(UploadId upload) {
        return open.isOver(upload.run(), upload.round());
    }

    /** Whether no upload for this one's round will ever be read again. */
    boolean hasEnded(UploadId upload) {
        return open.hasEnded(upload.run(), upload.round());
    }
}
