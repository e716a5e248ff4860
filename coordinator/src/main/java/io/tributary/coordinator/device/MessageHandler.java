package io.tributary.coordinator.device;

import io.tributary.coordinator.metrics.CoordinatorMetrics;
import io.tributary.coordinator.round.RoundEvent;
import io.tributary.coordinator.run.OpenRound;
import io.tributary.coordinator.run.OpenRounds;
import io.tributary.coordinator.run.RunController;
import io.tributary.coordinator.run.Runs;
import io.tributary.coordinator.run.UpdateBlobs;
import io.tributary.coordinator.selection.CheckInPace;
import io.tributary.coordinator.selection.DevicePool;
import io.tributary.coordinator.store.AcceptedUpdate;
import io.tributary.coordinator.store.RoundStore;
import io.tributary.coordinator.upload.CompletedUploads;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.CoordinatorMessage;
import io.tributary.protocol.message.DeviceMessage;
import io.tributary.protocol.message.Resources;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;

/**
 * Answers what devices say, whatever it came by. Idempotent: a message said again changes nothing more and gets the same
 * answer. Blocks on storage. Thread-safe.
 */
public final class MessageHandler {
    private final Runs runs;
    private final RoundStore rounds;
    private final OpenRounds doors;
    private final CompletedUploads uploads;
    private final DevicePool pool;
    private final IntSupplier population;
    private final CheckInPace pace;
    private final CoordinatorMetrics metrics;
    private final InstantSource clock;
    private final AnsweredDevices answered = new AnsweredDevices();

    public MessageHandler(Runs runs, RoundStore rounds, OpenRounds doors, CompletedUploads uploads, DevicePool pool,
            IntSupplier population, CheckInPace pace, CoordinatorMetrics metrics, InstantSource clock) {
        this.runs = runs;
        this.rounds = rounds;
        this.doors = doors;
        this.uploads = uploads;
        this.pool = pool;
        this.population = population;
        this.pace = pace;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Answers a message of the device that the session belongs to. */
    public CoordinatorMessage answer(String device, DeviceMessage message) throws RejectedException {
        if (!message.device().equals(device)) {
            throw new RejectedException(Reason.FORBIDDEN,
                    "the session is of '" + device + "', the message of '" + message.device() + "'");
        }
        return switch (message) {
            case DeviceMessage.CheckIn checkIn -> checkIn(device, Optional.ofNullable(checkIn.resources()));
            case DeviceMessage.Report report -> measured(report);
            case DeviceMessage.Decline decline -> decline(decline);
        };
    }

    private CoordinatorMessage measured(DeviceMessage.Report report) throws RejectedException {
        try {
            return report(report);
        } catch (RejectedException refusal) {
            metrics.refused(refusal.reason());
            throw refusal;
        }
    }

    /** Whether a device has answered a round, which the round itself may not have heard of yet. */
    public boolean hasAnswered(String run, int round, String device) {
        return answered.contains(run, round, device);
    }

    private CoordinatorMessage checkIn(String device, Optional<Resources> resources) {
        Optional<RunController> playing = runs.current();
        if (playing.isEmpty()) {
            Optional<CoordinatorMessage.Ended> ended = runs.ended();
            return ended.isPresent() ? ended.get() : retry(false);
        }
        Optional<OpenRound> open = playing.get().openRound();
        if (open.isPresent() && awaits(open.get(), device)) {
            pool.leave(device);
            return new CoordinatorMessage.Assignment(open.get().state().offer(), clock.millis());
        }
        pool.checkIn(device, resources, clock.instant());
        playing.get().poolGrew();
        return retry(open.isPresent());
    }

    private boolean awaits(OpenRound open, String device) {
        return open.awaits(device) && !answered.contains(open.run(), open.round(), device);
    }

    private CoordinatorMessage retry(boolean othersTrain) {
        int wanted = runs.current().map(shell -> shell.run().plan().round().pool()).orElse(0);
        return new CoordinatorMessage.Wait(
                pace.retryMillis(new CheckInPace.Demand(population.getAsInt(), wanted, othersTrain)));
    }

    private CoordinatorMessage decline(DeviceMessage.Decline decline) throws RejectedException {
        doors.planned(decline.run());
        doors.shell(decline.run()).filter(shell -> isOpen(shell, decline.round()))
                .ifPresent(shell -> {
                    answered.add(decline.run(), decline.round(), decline.device());
                    shell.tell(new RoundEvent.Declined(decline.round(), decline.device(), decline.why()));
                });
        return retry(true);
    }

    private static boolean isOpen(RunController shell, int round) {
        return shell.openRound().map(open -> open.round() == round).orElse(false);
    }

    private CoordinatorMessage report(DeviceMessage.Report report) throws RejectedException {
        String planHash = doors.planned(report.run()).planHash();
        if (!report.planHash().equals(planHash)) {
            throw new RejectedException(Reason.WRONG_PLAN,
                    "the plan of run " + report.run() + " has hash " + planHash + ", not " + report.planHash());
        }
        ReentrantLock lock = uploads.lock(report.device());
        lock.lock();
        try {
            AcceptedUpdate row = counted(report);
            answered.add(row.run(), row.round(), row.device());
            doors.shell(report.run())
                    .ifPresent(shell -> shell.tell(new RoundEvent.UpdateAccepted(row.round(), row.device())));
            return new CoordinatorMessage.Receipt(row.run(), row.round(), row.device(), row.uploadId(), row.sha256());
        } finally {
            lock.unlock();
        }
    }

    /** The row that counts for this report: the one accepted before, or a new one. */
    private AcceptedUpdate counted(DeviceMessage.Report report) throws RejectedException {
        Optional<AcceptedUpdate> before = rounds.accepted(report.run(), report.round(), report.device());
        if (before.isPresent()) {
            return requireSame(before.get(), report);
        }
        OpenRound open = doors.require(report.run(), report.round(), report.device());
        requireFields(report, open);
        String blob = UpdateBlobs.name(report.run(), report.round(), report.device(), report.uploadId());
        CompletedUploads.Complete upload = uploads.find(blob).orElseThrow(() -> new RejectedException(Reason.NOT_FOUND,
                "no complete upload " + report.uploadId() + " is here; upload it, then report it"));
        if (!upload.sha256().equals(report.sha256())) {
            throw new RejectedException(Reason.HASH_MISMATCH,
                    "the upload has hash " + upload.sha256() + ", not " + report.sha256());
        }
        AcceptedUpdate row = rounds.accept(new AcceptedUpdate(report.run(), report.round(), report.device(),
                report.uploadId(), report.sha256(), report.weight(), report.loss(), report.trainMillis(),
                upload.bytes(), clock.instant()));
        metrics.accepted();
        return row;
    }

    private static AcceptedUpdate requireSame(AcceptedUpdate row, DeviceMessage.Report report)
            throws RejectedException {
        if (!row.sha256().equals(report.sha256()) || row.weight() != report.weight()) {
            throw new RejectedException(Reason.ALREADY_REPORTED, "update " + row.uploadId() + " with hash "
                    + row.sha256() + " and weight " + row.weight() + " counts already in round " + row.round());
        }
        return row;
    }

    private static void requireFields(DeviceMessage.Report report, OpenRound open) throws RejectedException {
        if (report.modelVersion() != open.modelVersion()) {
            throw new RejectedException(Reason.WRONG_MODEL_VERSION, "round " + open.round()
                    + " trains from version " + open.modelVersion() + ", not " + report.modelVersion());
        }
        int most = open.plan().update().maxWeight();
        if (report.weight() < 1 || report.weight() > most) {
            throw new RejectedException(Reason.BAD_WEIGHT, "a weight is 1.." + most + ", not " + report.weight());
        }
    }
}
