package io.tributary.client.internal.round;

import io.tributary.client.internal.journal.SealedUpdate;
import io.tributary.client.internal.session.AuthenticatedCalls;
import io.tributary.client.internal.session.Retry;
import io.tributary.client.internal.transport.Held;
import io.tributary.client.internal.transport.Transport;
import io.tributary.client.internal.transport.UploadTarget;
import io.tributary.client.transport.TransportException;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.RoundOffer;
import java.io.IOException;
import java.util.Optional;

/**
 * Uploads a sealed update. Every try is of the same bytes under the same upload id; every try but
 * the first of a fresh update asks how much the coordinator holds, and sends the rest.
 */
public final class UploadStep {
    private final AuthenticatedCalls calls;
    private final Transport transport;
    private final Retry retry;

    public UploadStep(AuthenticatedCalls calls, Transport transport, Retry retry) {
        this.calls = calls;
        this.transport = transport;
        this.retry = retry;
    }

    /**
     * Uploads it, or what the coordinator lacks of it.
     *
     * @param fresh whether no byte of it can have left the device
     */
    SealedUpdate upload(SealedUpdate update, boolean fresh)
            throws RejectedException, IOException, InterruptedException {
        Tries tries = new Tries(update, fresh);
        return retry.until(update.deadline(), () -> calls.call(tries::next));
    }

    private final class Tries {
        private final SealedUpdate update;
        private boolean fresh;

        Tries(SealedUpdate update, boolean fresh) {
            this.update = update;
            this.fresh = fresh;
        }

        SealedUpdate next(String token) throws RejectedException, TransportException, InterruptedException {
            Optional<Held> held = fresh ? Optional.empty() : transport.held(token, target());
            fresh = false;
            if (held.isEmpty() || !held.get().complete()) {
                send(token, held.map(Held::offset).orElse(0L));
            }
            return update;
        }

        private void send(String token, long from) throws RejectedException, TransportException, InterruptedException {
            try {
                transport.upload(token, target(), update.file(), from);
            } catch (RejectedException refused) {
                if (from > 0 && refused.reason() == Reason.NOT_FOUND) {
                    throw new TransportException("the coordinator lost what it had of the upload", refused);
                }
                throw refused;
            }
        }

        private UploadTarget target() {
            RoundOffer offer = update.offer().content();
            return new UploadTarget(offer.run(), offer.round(), update.uploadId(), update.length(),
                    retry.left(update.deadline()));
        }
    }
}
