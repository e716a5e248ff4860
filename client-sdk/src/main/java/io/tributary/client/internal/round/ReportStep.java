package io.tributary.client.internal.round;

import io.tributary.client.internal.journal.SealedUpdate;
import io.tributary.client.internal.session.AuthenticatedCalls;
import io.tributary.client.internal.session.Device;
import io.tributary.client.internal.session.Retry;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Versioned;
import io.tributary.protocol.message.CoordinatorMessage;
import io.tributary.protocol.message.DeviceMessage;
import io.tributary.protocol.message.UpdateReceipt;
import io.tributary.protocol.message.UpdateReport;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.RoundOffer;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.SignedDocument;
import java.io.IOException;

/** Signs what it uploaded and reports it; only a signed receipt for exactly this update acknowledges it (I1). */
public final class ReportStep {
    private final Device device;
    private final AuthenticatedCalls calls;
    private final Retry retry;

    public ReportStep(Device device, AuthenticatedCalls calls, Retry retry) {
        this.device = device;
        this.calls = calls;
        this.retry = retry;
    }

    /** The receipt, as the coordinator signed it. */
    SignedDocument report(SealedUpdate update) throws RejectedException, IOException, InterruptedException {
        UpdateReport content = content(update);
        DeviceMessage.Report report = message(update, content);
        CoordinatorMessage answer = retry.until(update.deadline(), () -> calls.say(report));
        if (!(answer instanceof CoordinatorMessage.Receipt receipt)) {
            throw new RejectedException(Reason.INVALID_FIELD,
                    "the report was answered by " + answer + " where a receipt acknowledges it");
        }
        UpdateReceipt said = device.keys().receipt(receipt.signed()).content();
        if (!said.acknowledges(content)) {
            throw new RejectedException(Reason.INVALID_FIELD,
                    "the receipt is for " + said + " where the report was " + content);
        }
        return receipt.signed();
    }

    private UpdateReport content(SealedUpdate update) throws IOException {
        RoundOffer offer = update.offer().content();
        return new UpdateReport(Versioned.VERSION, offer.run(), offer.round(), device.id(), update.uploadId(),
                update.sha256(), update.headerSha256(), update.outcome().weight());
    }

    private DeviceMessage.Report message(SealedUpdate update, UpdateReport content) {
        RoundOffer offer = update.offer().content();
        SealedUpdate.Outcome outcome = update.outcome();
        return new DeviceMessage.Report(device.id(), offer.planHash(), offer.modelVersion(),
                device.identity().sign(SignatureContext.UPDATE_REPORT, WireJson.write(content)), outcome.loss(),
                outcome.trainMillis());
    }
}
