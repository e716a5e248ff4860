package io.tributary.coordinator.simulation;

import io.tributary.coordinator.TestReports;
import io.tributary.coordinator.round.RoundEvent;
import io.tributary.coordinator.run.OpenRound;
import io.tributary.coordinator.run.Ports;
import io.tributary.coordinator.run.SteppedRun;
import io.tributary.coordinator.run.UpdateObjects;
import io.tributary.coordinator.selection.DevicePool;
import io.tributary.coordinator.store.AcceptedUpdate;
import io.tributary.coordinator.store.ObjectReader;
import io.tributary.coordinator.store.ObjectWriter;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.message.RunView;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the web API does for devices, without HTTP: an upload is durable before it is answered, a report is acknowledged after its row
 * is stored, and a repeated request gets the same answer.
 */
final class SimulatedApi {

    private final Ports storage;
    private final Supplier<@Nullable SteppedRun> run;
    private final DevicePool pool;
    private final InstantSource clock;
    private final Guarantee broken;

    /**
     * @param run the run that is played here now, if any
     * @param broken the guarantee that this one does not give
     */
    SimulatedApi(Ports storage, Supplier<@Nullable SteppedRun> run, DevicePool pool, InstantSource clock,
            Guarantee broken) {
        this.storage = storage;
        this.run = run;
        this.pool = pool;
        this.clock = clock;
        this.broken = broken;
    }

    /**
     * Answers a request.
     *
     * @param tell takes the events for the round
     * @param early takes an answer that is sent too early, where that guarantee is broken
     */
    Messages.Answer answer(Messages.Request request, Consumer<RoundEvent> tell, Consumer<Messages.Answer> early) {
        try {
            return switch (request) {
                case Messages.CheckIn checkIn -> checkIn(checkIn);
                case Messages.Upload upload -> upload(upload);
                case Messages.Report report -> report(report, tell, early);
                case Messages.Decline decline -> {
                    open(decline.round(), decline.device());
                    tell.accept(new RoundEvent.Declined(decline.round(), decline.device(), "by chance"));
                    yield new Messages.Wait();
                }
            };
        } catch (RejectedException refusal) {
            return new Messages.Refused(refusal.reason());
        }
    }

    private Messages.Answer checkIn(Messages.CheckIn checkIn) {
        SteppedRun playing = run.get();
        if (playing == null) {
            return new Messages.Wait();
        }
        if (!playing.active()) {
            return new Messages.NoMoreWork();
        }
        Optional<OpenRound> open = playing.openRound().filter(round -> round.awaits(checkIn.device()));
        if (open.isPresent()) {
            pool.leave(checkIn.device());
            return new Messages.Assigned(open.get().state().offer());
        }
        pool.checkIn(checkIn.device(), clock.instant());
        return new Messages.Wait();
    }

    private Messages.Answer upload(Messages.Upload upload) throws RejectedException {
        Optional<AcceptedUpdate> counted = counted(upload.round(), upload.device());
        if (counted.isPresent()) {
            if (!counted.get().uploadId().equals(upload.upload())) {
                throw new RejectedException(Reason.ALREADY_REPORTED, "another upload counts");
            }
            return new Messages.Uploaded();
        }
        open(upload.round(), upload.device());
        try (ObjectWriter object = storage.objects()
                .write(UpdateObjects.name(World.RUN, upload.round(), upload.device(), upload.upload()))) {
            object.append(ByteBuffer.wrap(upload.sealed()));
            object.commit();
        }
        return new Messages.Uploaded();
    }

    private Messages.Answer report(Messages.Report report, Consumer<RoundEvent> tell, Consumer<Messages.Answer> early)
            throws RejectedException {
        Optional<AcceptedUpdate> before = counted(report.round(), report.device());
        if (before.isPresent()) {
            if (!before.get().sha256().equals(report.sha256())) {
                throw new RejectedException(Reason.ALREADY_REPORTED, "another content counts");
            }
            return receipt(before.get(), tell);
        }
        open(report.round(), report.device());
        byte[] sealed = requireUpload(report);
        AcceptedUpdate row = TestReports.row(World.RUN, report.round(), report.device(), report.upload(),
                sealed, report.weight(), clock.instant());
        if (broken == Guarantee.ACKNOWLEDGE_AFTER_COMMIT) {
            early.accept(new Messages.Receipt(row.round(), row.uploadId(), row.sha256()));
        }
        return receipt(storage.rounds().accept(row), tell);
    }

    private static Messages.Answer receipt(AcceptedUpdate row, Consumer<RoundEvent> tell) {
        tell.accept(new RoundEvent.UpdateAccepted(row.round(), row.device()));
        return new Messages.Receipt(row.round(), row.uploadId(), row.sha256());
    }

    private Optional<AcceptedUpdate> counted(int round, String device) {
        return broken == Guarantee.DEDUPE ? Optional.empty()
                : storage.rounds().accepted(World.RUN, round, device);
    }

    private byte[] requireUpload(Messages.Report report) throws RejectedException {
        String name = UpdateObjects.name(World.RUN, report.round(), report.device(), report.upload());
        try (ObjectReader object = storage.objects().find(name)
                .orElseThrow(() -> new RejectedException(Reason.NOT_FOUND, "no complete upload"))) {
            ByteBuffer bytes = ByteBuffer.allocate((int) object.size());
            object.read(0, bytes);
            if (!Sha256.of(bytes.array()).hex().equals(report.sha256())) {
                throw new RejectedException(Reason.HASH_MISMATCH, "other bytes");
            }
            return bytes.array();
        }
    }

    private OpenRound open(int round, String device) throws RejectedException {
        SteppedRun playing = run.get();
        if (playing == null || (playing.active() && isBefore(playing.view(), round))) {
            throw new RejectedException(Reason.UNAVAILABLE, "this coordinator does not play that round, or not yet");
        }
        OpenRound open = playing.openRound().filter(there -> there.round() == round)
                .orElseThrow(() -> new RejectedException(Reason.LATE, "the round takes no reports"));
        open.requireSelected(device);
        open.requireInTime(clock.instant());
        return open;
    }

    private static boolean isBefore(RunView view, int round) {
        return view.round() < round || (view.round() == round && view.state().isBeforeReports());
    }
}
