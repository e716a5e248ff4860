package io.tributary.coordinator.access;

import io.tributary.coordinator.access.AccessOptions.Enrolment;
import io.tributary.coordinator.store.DeviceRecord;
import io.tributary.coordinator.store.DeviceStore;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.EnrolmentGrant;
import io.tributary.protocol.message.EnrolmentRequest;
import io.tributary.secureagg.identity.VerifyingKey;
import java.util.Base64;
import java.util.Optional;

/** Gives names to keys, and takes them back. Blocks on storage. Thread-safe. */
public final class Enrolments {
    private final DeviceStore devices;
    private final Registrar registrar;
    private final Enrolment mode;
    private volatile int population;

    public Enrolments(DeviceStore devices, Registrar registrar, Enrolment mode) {
        this.devices = devices;
        this.registrar = registrar;
        this.mode = mode;
        this.population = devices.count();
    }

    /** Enrols a device; the same token, name and key again get the same answer. */
    public EnrolmentGrant enrol(EnrolmentRequest request, Optional<String> token) throws RejectedException {
        if (mode == Enrolment.TOKENS && token.isEmpty()) {
            throw new RejectedException(Reason.UNAUTHENTICATED,
                    "this needs an enrolment token as Authorization: Bearer; ask an operator for one");
        }
        VerifyingKey key = VerifyingKey.of(request.publicKey());
        Optional<String> hash = mode == Enrolment.TOKENS ? token.map(EnrolmentTokens::hash) : Optional.empty();
        DeviceRecord enrolled = devices.enrol(registrar.certify(request.device(), key.raw()), hash);
        population = devices.count();
        return new EnrolmentGrant(enrolled.certificate());
    }

    /** A new certificate for a device's key. */
    public EnrolmentGrant renew(String device) throws RejectedException {
        DeviceRecord there = devices.find(device)
                .orElseThrow(() -> new RejectedException(Reason.NOT_FOUND, "no device '" + device + "' is enrolled"));
        DeviceRecord fresh = registrar.certify(device, Base64.getDecoder().decode(there.publicKey()));
        return new EnrolmentGrant(devices.renew(device, fresh.certificate(), fresh.expires()).certificate());
    }

    /** Number of enrolled devices, as this coordinator last heard. */
    public int population() {
        return population;
    }

    /** Counts again, after a device was revoked. */
    public void recount() {
        population = devices.count();
    }
}
