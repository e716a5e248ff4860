package io.tributary.client.fake;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.message.CoordinatorMessage;
import io.tributary.protocol.message.DeviceMessage;
import io.tributary.protocol.message.UpdateReceipt;
import io.tributary.protocol.message.UpdateReport;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.secureagg.identity.SigningKey;
import io.tributary.secureagg.identity.SigningKeys;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/** Answers what devices say: check-ins from a script, and reports with receipts. Once the script is empty the run has ended. */
public final class FakeRounds {
    private final World world;
    private final FakeSessions sessions;
    private final FakeUploads uploads;
    private final Queue<CoordinatorMessage> script = new ConcurrentLinkedQueue<>();
    private final List<DeviceMessage> messages = new CopyOnWriteArrayList<>();
    private volatile boolean idleAtEnd;
    private volatile Optional<String> received = Optional.empty();
    private volatile Optional<SigningKey> receiptKey = Optional.empty();
    private volatile BiConsumer<DeviceMessage.Report, byte[]> onReport = (report, sealed) -> {};
    private volatile Runnable onDecline = () -> {};

    FakeRounds(World world, FakeSessions sessions, FakeUploads uploads) {
        this.world = world;
        this.sessions = sessions;
        this.uploads = uploads;
    }

    /** Answers the next check-in that has no answer yet. */
    void next(CoordinatorMessage message) {
        script.add(message);
    }

    /** Whether a device waits for ever from the end of the script on. */
    void idleAtEnd(boolean idle) {
        idleAtEnd = idle;
    }

    /** Acknowledges this device's updates, whosever they are. */
    public void receiptsFor(String other) {
        received = Optional.of(other);
    }

    /** Signs receipts with this key. */
    public void receiptsBy(SigningKey other) {
        receiptKey = Optional.of(other);
    }

    /** Does something with every acknowledged update, before the device hears of it. */
    public void onReport(BiConsumer<DeviceMessage.Report, byte[]> action) {
        onReport = action;
    }

    /** Does this when a device declines, before it is answered. */
    public void onDecline(Runnable then) {
        onDecline = then;
    }

    <T extends DeviceMessage> List<T> messages(Class<T> type) {
        return messages.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** What devices said of their uploads, in order. */
    public List<UpdateReport> reports() {
        return messages(DeviceMessage.Report.class).stream().map(World::content).toList();
    }

    CoordinatorMessage answer(DeviceMessage message) throws RejectedException {
        messages.add(message);
        if (message instanceof DeviceMessage.Decline) {
            onDecline.run();
        }
        if (message instanceof DeviceMessage.CheckIn) {
            CoordinatorMessage answer = script.poll();
            return answer != null ? timed(answer) : afterScript();
        }
        if (message instanceof DeviceMessage.Report report) {
            CoordinatorMessage receipt = receipt(report);
            onReport.accept(report, uploads.complete().get(World.content(report).uploadId()));
            return receipt;
        }
        return new CoordinatorMessage.Wait(1000);
    }

    private CoordinatorMessage timed(CoordinatorMessage answer) {
        return answer instanceof CoordinatorMessage.Assignment assignment
                ? new CoordinatorMessage.Assignment(assignment.offer(), sessions.now(), assignment.model())
                : answer;
    }

    private CoordinatorMessage afterScript() {
        return idleAtEnd ? new CoordinatorMessage.Wait(86_400_000)
                : new CoordinatorMessage.NoMoreWork(World.RUN, World.MODEL, world.newest());
    }

    private CoordinatorMessage receipt(DeviceMessage.Report message) throws RejectedException {
        UpdateReport report = WireJson.readDocument(
                sessions.device().verify(SignatureContext.UPDATE_REPORT, message.signed()), UpdateReport.class);
        byte[] bytes = uploads.complete().get(report.uploadId());
        if (bytes == null || !Sha256.of(bytes).hex().equals(report.sha256())) {
            throw new RejectedException(Reason.HASH_MISMATCH, "no such bytes were uploaded");
        }
        return new CoordinatorMessage.Receipt(receiptKey.map(SigningKeys::single).orElse(world.signing)
                .sign(SignatureContext.UPDATE_RECEIPT, WireJson.write(new UpdateReceipt(1, report.run(),
                        report.round(), received.orElse(report.device()), report.uploadId(), report.sha256(),
                        report.weight(), 1_000))));
    }
}
