package io.tributary.client.session;

import io.tributary.client.transport.Transport;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.CoordinatorMessage;
import io.tributary.protocol.message.DeviceMessage;
import io.tributary.protocol.plan.RoundOffer;
import java.io.IOException;
import java.time.Instant;

/** Reports an upload; only the receipt for exactly this update acknowledges it (I1). */
final class ReportStep {
    private final Device device;
    private final Link link;
    private final Transport transport;
    private final Retry retry;

    ReportStep(Device device, Link link, Transport transport, Retry retry) {
        this.device = device;
        this.link = link;
        this.transport = transport;
        this.retry = retry;
    }

    CoordinatorMessage.Receipt report(Sealed sealed) throws RejectedException, IOException, InterruptedException {
        RoundOffer offer = sealed.trained().fetched().offer();
        DeviceMessage.Report report = message(sealed, offer);
        CoordinatorMessage answer = retry.until(Instant.ofEpochMilli(offer.deadline()),
                () -> link.call(token -> transport.send(token, report)));
        CoordinatorMessage.Receipt expected = new CoordinatorMessage.Receipt(report.run(), report.round(),
                report.device(), report.uploadId(), report.sha256());
        if (!answer.equals(expected)) {
            throw new RejectedException(Reason.INVALID_FIELD,
                    "the report was answered by " + answer + " where " + expected + " acknowledges it");
        }
        return expected;
    }

    private DeviceMessage.Report message(Sealed sealed, RoundOffer offer) {
        Trained trained = sealed.trained();
        return new DeviceMessage.Report(device.id(), offer.run(), offer.round(), offer.planHash(), offer.modelVersion(),
                sealed.update().uploadId(), sealed.update().sha256(), trained.outcome().examples(),
                trained.outcome().loss(), trained.trainMillis());
    }
}
