package io.tributary.coordinator.access.session;

import io.tributary.coordinator.access.Clocks;
import io.tributary.coordinator.access.OwnAddress;
import io.tributary.coordinator.access.Registrar;
import io.tributary.coordinator.store.DeviceRecord;
import io.tributary.coordinator.store.DeviceStore;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.Certificate;
import io.tributary.protocol.message.SessionGrant;
import io.tributary.protocol.message.SessionLink;
import io.tributary.protocol.message.SessionRequest;
import io.tributary.secureagg.identity.PossessionProof;
import io.tributary.secureagg.identity.VerifyingKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;

/** Opens sessions by proof of possession (RFC 9449): the holder of a certificate's key is its device. Thread-safe. */
public final class Sessions {
    static final Duration LENGTH = Duration.ofMinutes(10);
    static final Duration CLOCK_WINDOW = Duration.ofSeconds(60);
    /** How long a used proof is remembered: for longer than the window lasts both ways where the coordinator's time is slewed. */
    static final Duration REMEMBERED = Duration.ofSeconds(150);
    public static final String PATH = "/v1/sessions";

    private final DeviceStore devices;
    private final Registrar registrar;
    private final OwnAddress address;
    private final InstantSource clock;
    private final InstantSource expiry;
    private final SessionMemory memory;

    /** Hears that two copies of a device's directory speak. */
    @FunctionalInterface
    public interface Copies {
        /** From now on the device is to be out. */
        void found(String device) throws RejectedException;
    }

    /** Sessions that this process alone remembers: a restart ends them, and devices open new ones. */
    public Sessions(DeviceStore devices, Registrar registrar, OwnAddress address, Clocks clocks) {
        this(devices, registrar, address, clocks, new LocalSessions(clocks));
    }

    /**
     * Sessions that hold at every member. Blocks.
     *
     * @throws io.tributary.coordinator.cluster.ClusterException if the members do not answer
     */
    public static Sessions shared(DeviceStore devices, Registrar registrar, OwnAddress address, Clocks clocks,
            SharedAccess members) {
        return new Sessions(devices, registrar, address, clocks,
                new SharedSessions(members.maps(), members.secret(), clocks));
    }

    private Sessions(DeviceStore devices, Registrar registrar, OwnAddress address, Clocks clocks,
            SessionMemory memory) {
        this.devices = devices;
        this.registrar = registrar;
        this.address = address;
        this.clock = clocks.wall();
        this.expiry = clocks.expiry();
        this.memory = memory;
    }

    /** The time by which proofs are measured. */
    public Instant now() {
        return clock.instant();
    }

    /** What the next proof should name as its nonce. */
    public String nonce() {
        return memory.nonce();
    }

    /**
     * Who has shown, for this request and now, that he holds the key of an enrolled device.
     *
     * @param device that is enrolled with the key, and was not revoked
     * @param proof that may not have been used before
     */
    public record Proven(DeviceRecord device, PossessionProof proof) {}

    /** Looks at a proof alone, before anything else of the request is read. Blocks on storage. */
    public Proven prove(String compact) throws RejectedException {
        PossessionProof.Signed signed = PossessionProof.verify(compact);
        requireForThis(signed.proof());
        requireForThisProcess(signed.proof());
        DeviceRecord device = enrolled(signed.key());
        requireNow(signed.proof());
        return new Proven(device, signed.proof());
    }

    /**
     * Opens a session for the device that proved itself, with its certificate.
     *
     * @throws RejectedException CLONED if this shows that a copy of the device is in use, which {@code copies} is told first; and more
     */
    public SessionGrant open(SessionRequest request, Proven proven, Copies copies) throws RejectedException {
        Certificate certificate = registrar.check(request.certificate(), expiry.instant());
        String key = Base64.getEncoder().encodeToString(certificate.publicKey());
        if (!certificate.device().equals(proven.device().device()) || !key.equals(proven.device().publicKey())) {
            throw new RejectedException(Reason.UNAUTHENTICATED,
                    "the certificate is not of the device whose key signed the proof");
        }
        requireNow(proven.proof());
        memory.use(certificate.device(), proven.proof().id());
        requireOne(certificate.device(), request.link(), copies);
        Instant expires = clock.instant().plus(LENGTH);
        Instant end = Instant.ofEpochMilli(certificate.expires());
        return memory.add(certificate.device(), end.isBefore(expires) ? end : expires);
    }

    private void requireOne(String device, SessionLink link, Copies copies) throws RejectedException {
        if (memory.fork(device, link)) {
            copies.found(device);
            throw cloned(device);
        }
    }

    static RejectedException cloned(String device) {
        return new RejectedException(Reason.CLONED, "two copies of the directory of " + device
                + " are in use; ask an operator for a token by ./tributary devices recover " + device
                + ", and start the one that is to go on with it");
    }

    private void requireForThis(PossessionProof proof) throws RejectedException {
        if (!proof.method().equals("POST") || !address.names(proof.uri(), PATH)) {
            throw new RejectedException(Reason.UNAUTHENTICATED,
                    "the proof is for another request than POST " + PATH + " here");
        }
    }

    private void requireForThisProcess(PossessionProof proof) throws RejectedException {
        String nonce = proof.nonce();
        if (nonce == null || !memory.isGood(nonce)) {
            throw new RejectedException(Reason.USE_DPOP_NONCE,
                    "the proof must name the nonce of this answer's DPoP-Nonce; sign another one");
        }
    }

    private DeviceRecord enrolled(VerifyingKey holder) throws RejectedException {
        String key = Base64.getEncoder().encodeToString(holder.raw());
        DeviceRecord device = devices.holder(key).orElseThrow(() -> new RejectedException(Reason.UNAUTHENTICATED,
                "no device is enrolled with the key that signed the proof"));
        if (device.revoked().isPresent()) {
            throw new RejectedException(Reason.REVOKED,
                    device.device() + " was revoked at " + device.revoked().get());
        }
        if (!device.publicKey().equals(key)) {
            throw new RejectedException(Reason.CLONED, device.device()
                    + " has another key since an operator had it recovered: this is a copy of it, or what it was before");
        }
        if (device.cloned().isPresent()) {
            throw cloned(device.device());
        }
        return device;
    }

    private void requireNow(PossessionProof proof) throws RejectedException {
        long off = Math.abs(Math.subtractExact(clock.instant().getEpochSecond(), bounded(proof.issued())));
        if (off > CLOCK_WINDOW.toSeconds()) {
            throw new RejectedException(Reason.UNAUTHENTICATED, "the proof's time is " + off
                    + " s from the coordinator's clock; at most " + CLOCK_WINDOW.toSeconds() + " s are allowed");
        }
    }

    /** Far enough from every clock to be refused, near enough to be subtracted. */
    private static long bounded(long seconds) {
        return Math.clamp(seconds, 0, Long.MAX_VALUE / 2);
    }

    /** The device whose open session this token is. @throws RejectedException UNAUTHENTICATED if it is none, SUPERSEDED, REVOKED, CLONED */
    public String require(Optional<String> token) throws RejectedException {
        return memory.require(token);
    }

    /** Why a device is out, as far as this process was told; nobody else opens a session for one that was out before. */
    public Optional<Reason> barred(String device) {
        return memory.barred(device);
    }

    /** A device may open sessions again, and is none of two copies. Its sessions of before stay ended. */
    public void admit(String device) {
        memory.admit(device);
    }

    /** A device was admitted, by another member or this one: it may come in with a session that was opened since. Does not block. */
    public void follow(String device) {
        memory.follow(device);
    }

    /** Ends a device's session: none is opened for it again, unless it is admitted. */
    public void bar(String device, Reason why) {
        memory.bar(device, why);
    }
}
