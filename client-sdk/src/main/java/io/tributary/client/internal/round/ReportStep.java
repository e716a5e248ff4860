package io.tributary.client.internal.round;

import io.tributary.client.internal.journal.SealedUpdate;
import io.tributary.client.internal.session.AuthenticatedCalls;
import io.tributary.client.internal.session.Device;
import io.tributary.client.internal.session.Retry;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.CoordinatorMessage;
import io.tributary.protocol.message.DeviceMessage;
import io.tributary.protocol.plan.RoundOffer;
import java.io.IOException;

/** Reports an upload; only the receipt for exactly this update acknowledges it (I1). */
public final class ReportStep {
    private final Device device;
    private final AuthenticatedCalls calls;
    private final Retry retry;

    public ReportStep(Device device, AuthenticatedCalls calls, Retry retry) {
        this.device = device;
        this.calls = calls;
        this.retry = retry;
    }

    CoordinatorMessage.Receipt report(SealedUpdate update) throws RejectedException, IOException, InterruptedException {
        DeviceMessage.Report report = message(update, update.offer().content());
        CoordinatorMessage answer = retry.until(update.deadline(), () -> calls.say(report));
        CoordinatorMessage.Receipt expected = new CoordinatorMessage.Receipt(report.run(), report.round(),
                report.device(), report.uploadId(), report.sha256());
        if (!answer.equals(expected)) {
            throw new RejectedException(Reason.INVALID_FIELD,
                    "the report was answered by " + answer + " where " + expected + " acknowledges it");
        }
        return expected;
    }

    private DeviceMessage.Report message(SealedUpdate update, RoundOffer offer) {
        SealedUpdate.Outcome outcome = update.outcome();
        return new DeviceMessage.Report(device.id(), offer.run(), offer.round(), offer.planHash(), offer.modelVersion(),
                update.uploadId(), update.sha256(), outcome.weight(), outcome.loss(), outcome.trainMillis());
    }
}
