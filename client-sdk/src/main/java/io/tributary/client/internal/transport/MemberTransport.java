package io.tributary.client.internal.transport;

import io.tributary.client.internal.member.KnownMembers;
import io.tributary.client.transport.TransportException;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.keys.KeyLink;
import io.tributary.protocol.message.CoordinatorMessage;
import io.tributary.protocol.message.DeviceMessage;
import io.tributary.protocol.message.EnrolmentRequest;
import io.tributary.protocol.message.InclusionProof;
import io.tributary.protocol.message.ManifestPage;
import io.tributary.protocol.message.SessionGrant;
import io.tributary.protocol.message.SessionRequest;
import io.tributary.protocol.plan.NetworkSpec;
import io.tributary.protocol.plan.SignedDocument;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Calls at the current one of the {@link KnownMembers}, and says of one that fails that it did: the caller tries again. A failure is no
 * whole answer, an answer of something in the member's place, or that the member is draining. Thread-safe.
 */
public final class MemberTransport implements Transport {
    /** Members that are connected to at a time; a device calls at one, and moves rarely. */
    private static final int MOST_OPEN = 4;
    private final KnownMembers members;
    private final Function<URI, Transport> connect;
    private final Map<URI, Transport> open = new LinkedHashMap<>();
    private Traffic closed = new Traffic(0, 0);
    private boolean closing;

    /** A call at a member. */
    private interface Call<T, E extends Exception> {
        T make(Transport member) throws RejectedException, TransportException, E, InterruptedException;
    }

    /**
     * Connects to nothing yet.
     *
     * @param connect makes the transport to a member's address; throws {@link IllegalArgumentException} where it is none
     */
    public MemberTransport(KnownMembers members, Function<URI, Transport> connect) {
        this.members = members;
        this.connect = connect;
    }

    private <T, E extends Exception> T at(Call<T, E> call)
            throws RejectedException, TransportException, E, InterruptedException {
        URI member = members.current();
        try {
            return call.make(to(member));
        } catch (TransportException fault) {
            members.failed(member);
            throw fault;
        } catch (RejectedException refused) {
            if (refused.reason() == Reason.DRAINING) {
                members.failed(member);
            }
            throw refused;
        }
    }

    private synchronized Transport to(URI member) throws TransportException {
        if (closing) {
            throw new TransportException("the client is closing");
        }
        Transport known = open.remove(member);
        Transport used = known == null ? connect.apply(member) : known;
        open.put(member, used); // the last one used is the last to be closed
        if (open.size() > MOST_OPEN) {
            closeOldest();
        }
        return used;
    }

    private void closeOldest() {
        Iterator<Transport> oldestFirst = open.values().iterator();
        Transport oldest = oldestFirst.next();
        oldestFirst.remove();
        oldest.close();
        closed = sum(closed, oldest.traffic());
    }

    private static Traffic sum(Traffic one, Traffic other) {
        return new Traffic(one.up() + other.up(), one.down() + other.down());
    }

    @Override
    public List<KeyLink> keys(int after) throws RejectedException, TransportException, InterruptedException {
        return at(member -> member.keys(after));
    }

    @Override
    public SignedDocument enrol(String enrolmentToken, EnrolmentRequest request)
            throws RejectedException, TransportException, InterruptedException {
        return at(member -> member.enrol(enrolmentToken, request));
    }

    @Override
    public SignedDocument renew(String token) throws RejectedException, TransportException, InterruptedException {
        return at(member -> member.renew(token));
    }

    @Override
    public SessionGrant openSession(SessionRequest request, ProofMaker proofs)
            throws RejectedException, TransportException, InterruptedException {
        return at(member -> member.openSession(request, proofs));
    }

    @Override
    public CoordinatorMessage send(String token, DeviceMessage message)
            throws RejectedException, TransportException, InterruptedException {
        return at(member -> member.send(token, message));
    }

    /** What lies between may let no channels through: only a member that cannot be connected to has failed. */
    @Override
    public Channel channel(String token, String run, int round, Consumer<CoordinatorMessage> pushed)
            throws RejectedException, TransportException, InterruptedException {
        URI member = members.current();
        try {
            return to(member).channel(token, run, round, pushed);
        } catch (TransportException fault) {
            if (isUnreachable(fault)) {
                members.failed(member);
            }
            throw fault;
        } catch (RejectedException refused) {
            if (refused.reason() == Reason.DRAINING) {
                members.failed(member);
            }
            throw refused;
        }
    }

    private static boolean isUnreachable(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException) {
                return true;
            }
        }
        return false;
    }

    @Override
    public SignedDocument plan(String token, String run)
            throws RejectedException, TransportException, InterruptedException {
        return at(member -> member.plan(token, run));
    }

    @Override
    public SignedDocument manifest(String token, String model, int version)
            throws RejectedException, TransportException, InterruptedException {
        return at(member -> member.manifest(token, model, version));
    }

    @Override
    public ManifestPage lineage(String token, String model, int after)
            throws RejectedException, TransportException, InterruptedException {
        return at(member -> member.lineage(token, model, after));
    }

    @Override
    public InclusionProof inclusion(String token, String model, int version)
            throws RejectedException, TransportException, InterruptedException {
        return at(member -> member.inclusion(token, model, version));
    }

    @Override
    public void chunks(String token, String model, List<WantedChunk> wanted, ChunkSink sink)
            throws RejectedException, TransportException, IOException, InterruptedException {
        this.<Boolean, IOException>at(member -> {
            member.chunks(token, model, wanted, sink);
            return true;
        });
    }

    @Override
    public byte[] network(String token, String model, NetworkSpec.TorchScript network, int part)
            throws RejectedException, TransportException, InterruptedException {
        return at(member -> member.network(token, model, network, part));
    }

    @Override
    public Optional<Held> held(String token, UploadTarget target)
            throws RejectedException, TransportException, InterruptedException {
        return at(member -> member.held(token, target));
    }

    @Override
    public void upload(String token, UploadTarget target, Path sealed, long from)
            throws RejectedException, TransportException, InterruptedException {
        at(member -> {
            member.upload(token, target, sealed, from);
            return true;
        });
    }

    @Override
    public synchronized Traffic traffic() {
        return open.values().stream().map(Transport::traffic).reduce(closed, MemberTransport::sum);
    }

    @Override
    public synchronized void close() {
        closing = true;
        open.values().forEach(Transport::close);
    }
}
