package io.tributary.client.fake;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.Certificate;
import io.tributary.protocol.message.EnrolmentGrant;
import io.tributary.protocol.message.EnrolmentRequest;
import io.tributary.protocol.message.SessionGrant;
import io.tributary.protocol.message.SessionRequest;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.secureagg.identity.PossessionProof;
import io.tributary.secureagg.identity.VerifyingKey;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Enrols devices and opens sessions. */
public final class FakeSessions {
    private final World world;
    private final Set<String> proofs = ConcurrentHashMap.newKeySet();
    private final List<PossessionProof> shown = new CopyOnWriteArrayList<>();
    private final List<SessionGrant> granted = new CopyOnWriteArrayList<>();
    private volatile VerifyingKey device;
    private volatile String name = "";
    private volatile Optional<String> wanted = Optional.empty();
    private volatile Optional<String> certified = Optional.empty();
    private volatile long issued = 1;
    private volatile long certificateEnds = Long.MAX_VALUE;
    private volatile Optional<String> nonce = Optional.empty();
    private volatile InstantSource date = InstantSource.system();
    private volatile Optional<InstantSource> clock = Optional.empty();
    private volatile long sessionExpires = Long.MAX_VALUE;
    private volatile List<URI> members = List.of();

    FakeSessions(World world) {
        this.world = world;
    }

    /** Enrols with this token alone. */
    public void enrolsWith(String token) {
        wanted = Optional.of(token);
    }

    /** Certifies this device, whoever asks. */
    public void certificatesFor(String other) {
        certified = Optional.of(other);
    }

    /** From now on, certificates hold for this time. */
    public void certifies(long from, long until) {
        issued = from;
        certificateEnds = until;
    }

    /** From now on, proofs must name this nonce; a refusal says it and this time. */
    public void wantsNonce(String wantedNonce, InstantSource time) {
        date = time;
        nonce = Optional.of(wantedNonce);
    }

    /** The proofs that opened sessions, in order. */
    public List<PossessionProof> proofs() {
        return shown;
    }

    /** Tells what time it has from now on, as older coordinators do not. */
    public void clock(InstantSource time) {
        clock = Optional.of(time);
    }

    /** From now on, grants name these members. */
    public void names(List<URI> others) {
        members = others;
    }

    public void expireAt(long millis) {
        sessionExpires = millis;
    }

    /** The sessions that were opened, in order. */
    public List<SessionGrant> granted() {
        return granted;
    }

    /** The key of the device that enrolled last. */
    VerifyingKey device() {
        return device;
    }

    /** The time that it tells, if it does. */
    Long now() {
        return clock.map(InstantSource::millis).orElse(null);
    }

    byte[] enrol(HttpServerRequest http, EnrolmentRequest request) throws RejectedException {
        if (wanted.isPresent() && !("Bearer " + wanted.get()).equals(http.getHeader("authorization"))) {
            throw new RejectedException(Reason.UNAUTHENTICATED, "not the enrolment token");
        }
        device = VerifyingKey.of(request.publicKey());
        name = request.device();
        return certificate();
    }

    byte[] renew(HttpServerRequest http) throws RejectedException {
        authenticate(http);
        return certificate();
    }

    private byte[] certificate() {
        return WireJson.write(new EnrolmentGrant(world.signing.sign(SignatureContext.CERTIFICATE, WireJson.write(
                new Certificate(1, certified.orElse(name), device.raw(), issued, certificateEnds)))));
    }

    byte[] open(HttpServerRequest http, URI address, SessionRequest request) throws RejectedException {
        Certificate said = WireJson.readDocument(
                world.signing.chain().verify(SignatureContext.CERTIFICATE, request.certificate()),
                Certificate.class);
        PossessionProof proof = PossessionProof.verify(VerifyingKey.of(said.publicKey()), http.getHeader("DPoP"));
        if (!proof.method().equals("POST") || !proof.uri().equals(address + "/v1/sessions")
                || !proofs.add(proof.id())) {
            throw new RejectedException(Reason.UNAUTHENTICATED, "not a proof for this request");
        }
        if (nonce.isPresent() && !nonce.get().equals(proof.nonce())) {
            http.response().putHeader("dpop-nonce", nonce.get()).putHeader("date",
                    DateTimeFormatter.RFC_1123_DATE_TIME.format(date.instant().atOffset(ZoneOffset.UTC)));
            throw new RejectedException(Reason.USE_DPOP_NONCE, "another nonce is wanted");
        }
        shown.add(proof);
        SessionGrant grant = new SessionGrant("token-of-session-" + granted.size() + "-" + "x".repeat(32)
                + said.device(), sessionExpires, now(), members);
        granted.add(grant);
        return WireJson.write(grant);
    }

    /** Only the token of the newest session is good. */
    void authenticate(HttpServerRequest request) throws RejectedException {
        String token = granted.isEmpty() ? "" : granted.get(granted.size() - 1).token();
        if (!("Bearer " + token).equals(request.getHeader("authorization"))) {
            throw new RejectedException(Reason.UNAUTHENTICATED, "not the token of the newest session");
        }
    }
}
