package io.tributary.client.internal.session;

import io.tributary.client.internal.member.KnownMembers;
import io.tributary.client.internal.transport.Channel;
import io.tributary.client.internal.transport.ProofMaker;
import io.tributary.client.internal.transport.Transport;
import io.tributary.client.transport.TransportException;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.CoordinatorMessage;
import io.tributary.protocol.message.DeviceMessage;
import io.tributary.protocol.message.SessionGrant;
import io.tributary.protocol.message.SessionRequest;
import io.tributary.secureagg.identity.PossessionProof;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls in a session. Opens a session when there is none, before it expires, and once when the coordinator refuses its token. A call that
 * fails at one member is made again at the next one, once and at once. Two threads: one takes part in rounds, the other one keeps their channels.
 */
public final class AuthenticatedCalls {
    private static final Logger LOG = LoggerFactory.getLogger(AuthenticatedCalls.class);
    private static final Duration MARGIN = Duration.ofSeconds(30);
    private static final int ID_BYTES = 16;
    private final Device device;
    private final Transport transport;
    private final KnownMembers members;
    private final EnrolStep enrolment;
    private final KeyStep keys;
    private final CoordinatorClock coordinator;
    private final SessionChain chain;
    private final SecureRandom random = new SecureRandom();
    private final ReentrantLock opening = new ReentrantLock();
    private @Nullable SessionGrant grant;
    private volatile @Nullable Channel channel;

    /**
     * A call that shows a session token.
     *
     * @param <E> what it throws besides
     */
    @FunctionalInterface
    public interface Call<T, E extends Exception> {
        T make(String token) throws RejectedException, TransportException, E, InterruptedException;
    }

    public AuthenticatedCalls(Device device, Transport transport, KnownMembers members, EnrolStep enrolment,
            CoordinatorClock coordinator) {
        this.device = device;
        this.transport = transport;
        this.members = members;
        this.enrolment = enrolment;
        this.keys = new KeyStep(device, transport);
        this.coordinator = coordinator;
        this.chain = new SessionChain(device.directory());
    }

    public <T, E extends Exception> T call(Call<T, E> call)
            throws RejectedException, TransportException, E, InterruptedException {
        URI asked = members.current();
        try {
            return inSession(call);
        } catch (TransportException fault) {
            requireOther(asked, fault);
        } catch (RejectedException refused) {
            if (refused.reason() != Reason.DRAINING) {
                throw refused;
            }
            requireOther(asked, refused);
        }
        return inSession(call);
    }

    /** Throws the failure of a call unless there is another member to make it at. */
    private <F extends Exception> void requireOther(URI asked, F failure) throws F, InterruptedException {
        URI next = members.current();
        if (next.equals(asked)) {
            throw failure;
        }
        if (Thread.interrupted()) {
            throw new InterruptedException("the client is closing");
        }
        LOG.info("going on at {}: {}", next, failure.getMessage());
    }

    /** Nothing is under way: from now on calls are made at the first choice among the members that did not fail. */
    public void settle() throws RejectedException, TransportException, InterruptedException {
        call(token -> {
            members.settle();
            return true;
        });
    }

    private <T, E extends Exception> T inSession(Call<T, E> call)
            throws RejectedException, TransportException, E, InterruptedException {
        String token = token("");
        try {
            return call.make(token);
        } catch (RejectedException refused) {
            if (!endedSession(refused)) {
                throw refused;
            }
            return call.make(token(token));
        }
    }

    /** Opens a session unless one is open. Afterwards the coordinator's clock is known. */
    public void open() throws RejectedException, TransportException, InterruptedException {
        call(token -> true);
    }

    /** The coordinator could not be asked: another session is opened, so that whoever says it has one was answered. */
    public void forget() {
        opening.lock();
        try {
            grant = null;
        } finally {
            opening.unlock();
        }
    }

    /** Sends a message over the channel, if there is one, else by a post. If the channel breaks before the answer, the message is posted. */
    public CoordinatorMessage say(DeviceMessage message)
            throws RejectedException, TransportException, InterruptedException {
        Channel open = channel;
        if (open != null) {
            try {
                return open.send(message);
            } catch (TransportException broken) {
                LOG.debug("posting what the channel did not bring back", broken);
            } catch (RejectedException refused) {
                if (!endedSession(refused)) {
                    throw refused;
                }
            }
        }
        return call(token -> transport.send(token, message));
    }

    private static boolean endedSession(RejectedException refused) {
        return refused.reason() == Reason.UNAUTHENTICATED || refused.reason() == Reason.SUPERSEDED;
    }

    /** From now on, messages go over this channel. */
    public void use(Channel open) {
        channel = open;
    }

    /** There is no channel any more. */
    public void drop() {
        channel = null;
    }

    /** The token of the session; of a new one if there is none, it ends soon, or its token is this one that was refused. */
    private String token(String refused) throws RejectedException, TransportException, InterruptedException {
        opening.lockInterruptibly();
        try {
            if (grant == null || grant.token().equals(refused)
                    || grant.expires() - MARGIN.toMillis() <= coordinator.millis()) {
                grant = null;
                keys.follow();
                grant = transport.openSession(new SessionRequest(enrolment.certificate(), chain.next()), new Proofs());
                chain.answered();
                coordinator.heard(grant.now());
                members.told(grant.members());
            }
            return grant.token();
        } finally {
            opening.unlock();
        }
    }

    /** Proofs dated by the coordinator's clock as far as it is known, so that a wrong clock keeps no device out. */
    private final class Proofs implements ProofMaker {
        @Override
        public void heard(Instant now) {
            coordinator.heard(now.toEpochMilli());
        }

        @Override
        public String proof(String address, Optional<String> nonce) {
            return new PossessionProof("POST", address, coordinator.instant().getEpochSecond(), id(),
                    nonce.orElse(null)).sign(device.identity());
        }
    }

    private String id() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
