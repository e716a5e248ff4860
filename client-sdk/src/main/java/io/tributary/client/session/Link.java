package io.tributary.client.session;

import io.tributary.client.transport.Transport;
import io.tributary.client.transport.TransportException;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.SessionGrant;
import io.tributary.protocol.message.SessionRequest;
import io.tributary.secureagg.identity.PossessionProof;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Calls in a session: opens one when there is none, renews it before it expires, and once when the coordinator forgot it. */
final class Link {
    private static final Duration MARGIN = Duration.ofSeconds(30);
    private static final int ID_BYTES = 16;
    private final Device device;
    private final Transport transport;
    private final EnrolStep enrolment;
    private final InstantSource clock;
    private final CoordinatorClock coordinator;
    private final SecureRandom random = new SecureRandom();
    private @Nullable SessionGrant grant;

    /** A call that shows a session token. */
    @FunctionalInterface
    interface Call<T> {
        T make(String token) throws RejectedException, TransportException, InterruptedException;
    }

    Link(Device device, Transport transport, EnrolStep enrolment, InstantSource clock, CoordinatorClock coordinator) {
        this.device = device;
        this.transport = transport;
        this.enrolment = enrolment;
        this.clock = clock;
        this.coordinator = coordinator;
    }

    <T> T call(Call<T> call) throws RejectedException, TransportException, InterruptedException {
        try {
            return call.make(token());
        } catch (RejectedException refused) {
            if (refused.reason() != Reason.UNAUTHENTICATED) {
                throw refused;
            }
            grant = null;
            return call.make(token());
        }
    }

    /** Opens a session unless one is open: the coordinator's clock is known then. */
    void open() throws RejectedException, TransportException, InterruptedException {
        token();
    }

    private String token() throws RejectedException, TransportException, InterruptedException {
        if (grant == null || grant.expires() - MARGIN.toMillis() <= coordinator.millis()) {
            PossessionProof proof = new PossessionProof("POST", transport.address("/v1/sessions"),
                    clock.instant().getEpochSecond(), id());
            grant = transport.openSession(new SessionRequest(enrolment.certificate()), proof.sign(device.identity()));
            coordinator.heard(grant.now());
        }
        return grant.token();
    }

    private String id() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
