package io.tributary.coordinator.device;

import io.tributary.coordinator.log.OperatorEvent;
import io.tributary.coordinator.log.OutsideEvents;
import io.tributary.coordinator.metrics.CoordinatorMetrics;
import io.tributary.coordinator.round.RoundEvent;
import io.tributary.coordinator.run.ActiveRun;
import io.tributary.coordinator.run.EndedRun;
import io.tributary.coordinator.run.OpenRound;
import io.tributary.coordinator.run.OpenRounds;
import io.tributary.coordinator.run.Runs;
import io.tributary.coordinator.run.SignedReports;
import io.tributary.coordinator.selection.CheckIns;
import io.tributary.coordinator.selection.DeviceClaims;
import io.tributary.coordinator.store.AcceptedUpdate;
import io.tributary.coordinator.upload.CheckedReport;
import io.tributary.coordinator.upload.UploadService;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.CoordinatorMessage;
import io.tributary.protocol.message.DeviceMessage;
import io.tributary.protocol.plan.CohortSource;
import io.tributary.protocol.plan.ModelManifest;
import io.tributary.protocol.plan.RoundSpec;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Answers what devices say, whatever it came by. Idempotent: a message said again changes nothing more and gets the same
 * answer. Blocks on storage. Thread-safe.
 */
public final class MessageHandler {
    private final Runs runs;
    private final RunsOver over;
    private final OpenRounds openRounds;
    private final UploadService uploads;
    private final SignedReports reports;
    private final Receipts receipts;
    private final Offers offers;
    private final CarriedModels models;
    private final CheckIns checkIns;
    private final CoordinatorMetrics metrics;
    private final OutsideEvents outside;
    private final InstantSource clock;
    private final InstantSource durations;

    public MessageHandler(Runs runs, OpenRounds openRounds, UploadService uploads, SignedReports reports,
            Receipts receipts, Offers offers, CarriedModels models, CheckIns checkIns, CoordinatorMetrics metrics,
            OutsideEvents outside,
            InstantSource clock, InstantSource durations) {
        this.runs = runs;
        this.over = new RunsOver(runs);
        this.openRounds = openRounds;
        this.uploads = uploads;
        this.reports = reports;
        this.receipts = receipts;
        this.offers = offers;
        this.models = models;
        this.checkIns = checkIns;
        this.metrics = metrics;
        this.outside = outside;
        this.clock = clock;
        this.durations = durations;
    }

    /** Answers a message of the device that the session belongs to. */
    public CoordinatorMessage answer(String device, DeviceMessage message) throws RejectedException {
        requireOwn(device, message);
        return switch (message) {
            case DeviceMessage.CheckIn checkIn -> {
                Optional<CoordinatorMessage> work = work(checkIn);
                yield work.isPresent() ? work.get() : later(false);
            }
            case DeviceMessage.Report report -> measured(report);
            case DeviceMessage.Decline decline -> decline(decline);
        };
    }

    /** Refuses what one device says for another. */
    public void requireOwn(String device, DeviceMessage message) throws RejectedException {
        if (!message.device().equals(device)) {
            throw new RejectedException(Reason.FORBIDDEN,
                    "the session is of '" + device + "', the message of '" + message.device() + "'");
        }
    }

    private CoordinatorMessage measured(DeviceMessage.Report report) throws RejectedException {
        try {
            return report(report);
        } catch (RejectedException refusal) {
            metrics.refused(refusal.reason());
            if (!refusal.reason().passes()) {
                outside.log(OperatorEvent.UPDATE_REFUSED, "device", report.device(), "reason",
                        refusal.reason().code(), "detail", refusal.detail());
            }
            throw refusal;
        }
    }

    /** Whether a device has answered a round, even if the round has not processed the answer yet. */
    public boolean hasAnswered(String run, int round, String device) {
        return runs.hasAnswered(run, round, device);
    }

    /**
     * What there is for a device that checks in; empty if it has to wait, which it does from now on. While it fetches a version that it was told of
     * it waits as well.
     */
    public Optional<CoordinatorMessage> work(DeviceMessage.CheckIn checkIn) {
        String device = checkIn.device();
        Optional<OpenRound> asking = openRoundOf(device);
        if (asking.isPresent()) {
            checkIns.remove(device);
            return asking.map(this::assignment);
        }
        Optional<EndedRun> newer = over.newer(checkIn);
        Optional<EndedRun> last = over.last(checkIn);
        if (last.isPresent() && (newer.isEmpty() || newer.get().newest().equals(last.get().newest()))) {
            return last.map(this::nothingLeft);
        }
        checkIns.add(device, DeviceClaims.of(checkIn), durations.instant());
        runs.poolGrew();
        return newer.flatMap(EndedRun::newest).map(this::toKeep);
    }

    private CoordinatorMessage toKeep(ModelManifest made) {
        return new CoordinatorMessage.Wait(retryMillis(false, false), null,
                new CoordinatorMessage.Wait.Newer(made.origin().run(), made.model(), made.version()));
    }

    private CoordinatorMessage nothingLeft(EndedRun ended) {
        return ended.newest().<CoordinatorMessage>map(
                newest -> new CoordinatorMessage.NoMoreWork(ended.run(), newest.model(), newest.version()))
                .orElseGet(() -> new CoordinatorMessage.Wait(retryMillis(false, false), ended.run()));
    }

    private CoordinatorMessage assignment(OpenRound round) {
        return new CoordinatorMessage.Assignment(offers.of(round.state().offer()), clock.millis(),
                models.send(round).orElse(null));
    }

    /**
     * When a device is to come again.
     *
     * @param waited whether its check-in was held for as long as one may be
     */
    public CoordinatorMessage later(boolean waited) {
        return retry(!runs.openRounds().isEmpty(), waited);
    }

    /** The check-ins that are held, and how soon others come again. */
    public CheckIns checkIns() {
        return checkIns;
    }

    /** The round that asks the device and has no answer yet; of several the one with the earliest deadline. */
    private Optional<OpenRound> openRoundOf(String device) {
        return runs.openRounds().stream().filter(open -> awaits(open, device)).findFirst();
    }

    private boolean awaits(OpenRound open, String device) {
        return open.awaits(device) && !hasAnswered(open.run(), open.round(), device);
    }

    private CoordinatorMessage retry(boolean othersTrain, boolean waited) {
        return new CoordinatorMessage.Wait(retryMillis(othersTrain, waited));
    }

    private long retryMillis(boolean othersTrain, boolean waited) {
        int wanted = runs.active().stream().map(run -> run.run().plan().round())
                .filter(round -> round.source() == CohortSource.WAITING).mapToInt(RoundSpec::pool).sum();
        return checkIns.retryMillis(wanted, othersTrain, waited);
    }

    private CoordinatorMessage decline(DeviceMessage.Decline decline) throws RejectedException {
        openRounds.planned(decline.run());
        runs.find(decline.run()).filter(controller -> isOpen(controller, decline.round()))
                .ifPresent(controller -> {
                    outside.log(OperatorEvent.DEVICE_DECLINED, "device", decline.device(), "run", decline.run(),
                            "round", decline.round(), "why", decline.why());
                    controller.tell(new RoundEvent.Declined(decline.round(), decline.device(), decline.why(),
                            decline.reason() == null ? "" : decline.reason().code()));
                });
        return retry(true, false);
    }

    private static boolean isOpen(ActiveRun controller, int round) {
        return controller.openRound().map(open -> open.round() == round).orElse(false);
    }

    private CoordinatorMessage report(DeviceMessage.Report message) throws RejectedException {
        CheckedReport report = CheckedReport.of(message, reports);
        String planHash = openRounds.planned(report.run()).planHash();
        if (!message.planHash().equals(planHash)) {
            throw new RejectedException(Reason.WRONG_PLAN,
                    "the plan of run " + report.run() + " has hash " + planHash + ", not " + message.planHash());
        }
        AcceptedUpdate row = uploads.count(report);
        runs.find(report.run())
                .ifPresent(controller -> controller.tell(new RoundEvent.UpdateAccepted(row.round(), row.device())));
        return receipts.of(row);
    }
}
