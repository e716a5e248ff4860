package io.tributary.client.session;

import io.tributary.client.journal.SealedUpdate;
import io.tributary.client.transport.Transport;
import io.tributary.client.transport.TransportException;
import io.tributary.client.transport.UploadTarget;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.RoundOffer;
import java.io.IOException;
import java.time.Instant;

/** Uploads a sealed update; every try sends the same bytes under the same upload id. */
final class UploadStep {
    private final Link link;
    private final Transport transport;
    private final Retry retry;

    UploadStep(Link link, Transport transport, Retry retry) {
        this.link = link;
        this.transport = transport;
        this.retry = retry;
    }

    Sealed upload(Sealed sealed) throws RejectedException, IOException, InterruptedException {
        Instant deadline = Instant.ofEpochMilli(sealed.trained().fetched().offer().deadline());
        return retry.until(deadline, () -> link.call(token -> {
            put(token, sealed, deadline);
            return sealed;
        }));
    }

    private void put(String token, Sealed sealed, Instant deadline)
            throws RejectedException, TransportException, InterruptedException {
        RoundOffer offer = sealed.trained().fetched().offer();
        SealedUpdate update = sealed.update();
        transport.upload(token, new UploadTarget(offer.run(), offer.round(), update.uploadId(), update.length(),
                retry.left(deadline)), update.file());
    }
}
