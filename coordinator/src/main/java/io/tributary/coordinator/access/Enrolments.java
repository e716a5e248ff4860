package io.tributary.coordinator.access;

import io.tributary.coordinator.access.AccessOptions.Enrolment;
import io.tributary.coordinator.store.DeviceRecord;
import io.tributary.coordinator.store.DeviceStore;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.Certificate;
import io.tributary.protocol.message.EnrolmentGrant;
import io.tributary.protocol.message.EnrolmentRequest;
import io.tributary.protocol.message.TokensMinted;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.identity.VerifyingKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Enrols devices: gives each a name, and a certificate for its key. Blocks on storage and on the registrar. Thread-safe. */
public final class Enrolments {
    private final DeviceStore devices;
    private final Registrar registrar;
    private final Enrolment mode;
    private final InstantSource clock;
    private final AtomicInteger population;

    public Enrolments(DeviceStore devices, Registrar registrar, Enrolment mode, InstantSource clock) {
        this.devices = devices;
        this.registrar = registrar;
        this.mode = mode;
        this.clock = clock;
        this.population = new AtomicInteger(devices.count());
    }

    /**
     * Whether a token was minted and may still be used; who used it is looked at when it is used. Blocks on storage.
     *
     * @return the token
     * @throws RejectedException UNAUTHENTICATED if there is none, EXPIRED
     */
    public String requireToken(Optional<String> token) throws RejectedException {
        String shown = token.orElseThrow(Enrolments::tokenWanted);
        devices.requireToken(EnrolmentTokens.hash(shown), clock.instant());
        return shown;
    }

    private static RejectedException tokenWanted() {
        return new RejectedException(Reason.UNAUTHENTICATED,
                "this needs an enrolment token as Authorization: Bearer; ask an operator for one");
    }

    /** Whether a token gives a device another key. */
    public static boolean recovers(Optional<String> token) {
        return token.filter(shown -> shown.startsWith(TokensMinted.RECOVERS)).isPresent();
    }

    /** Enrols a device, or gives it another key; the same token, name and key again get the same answer. */
    public EnrolmentGrant enrol(EnrolmentRequest request, Optional<String> token) throws RejectedException {
        if (recovers(token)) {
            byte[] key = VerifyingKey.of(request.publicKey()).raw();
            return new EnrolmentGrant(devices.recover(certified(request.device(), key),
                    EnrolmentTokens.hash(token.orElseThrow())).certificate());
        }
        if (mode == Enrolment.TOKENS && token.isEmpty()) {
            throw tokenWanted();
        }
        VerifyingKey key = VerifyingKey.of(request.publicKey());
        Optional<String> hash = mode == Enrolment.TOKENS ? token.map(EnrolmentTokens::hash) : Optional.empty();
        DeviceRecord asked = certified(request.device(), key.raw());
        DeviceRecord enrolled = devices.enrol(asked, hash);
        if (enrolled.enrolled().equals(asked.enrolled())) { // was not there before; counting them all would cost more than the rest
            population.incrementAndGet();
        }
        return new EnrolmentGrant(enrolled.certificate());
    }

    /** A new certificate for a device's key. */
    public EnrolmentGrant renew(String device) throws RejectedException {
        DeviceRecord there = devices.find(device)
                .orElseThrow(() -> new RejectedException(Reason.NOT_FOUND, "no device '" + device + "' is enrolled"));
        DeviceRecord fresh = certified(device, Base64.getDecoder().decode(there.publicKey()));
        return new EnrolmentGrant(devices.renew(device, fresh.certificate(), fresh.expires()).certificate());
    }

    /** What the registrar signed is looked at before it is believed: it may be another process. */
    private DeviceRecord certified(String device, byte[] publicKey) throws RejectedException {
        SignedDocument document = registrar.certify(device, publicKey);
        Certificate certificate = checked(document);
        if (!certificate.device().equals(device) || !Arrays.equals(certificate.publicKey(), publicKey)) {
            throw new IllegalStateException("the registrar was asked to certify " + device + " and certified "
                    + certificate.device() + ", or another key");
        }
        return new DeviceRecord(device, Base64.getEncoder().encodeToString(publicKey), document,
                Instant.ofEpochMilli(certificate.issued()), Instant.ofEpochMilli(certificate.expires()),
                Optional.empty(), Optional.empty());
    }

    /** That it cannot be used is no fault of the device that enrols. */
    private Certificate checked(SignedDocument document) {
        try {
            return registrar.check(document, clock.instant());
        } catch (RejectedException unusable) {
            throw new IllegalStateException("what the registrar signed cannot be used: " + unusable.detail(), unusable);
        }
    }

    /** Number of enrolled devices, as this coordinator last heard. */
    public int population() {
        return population.get();
    }

    /** Counts again, after a device was revoked. */
    public void recount() {
        population.set(devices.count());
    }
}
