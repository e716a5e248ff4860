package io.tributary.coordinator.http;

import io.tributary.coordinator.store.DeviceRecord;
import io.tributary.coordinator.store.DeviceStore;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.Certificate;
import io.tributary.protocol.message.EnrolmentGrant;
import io.tributary.protocol.message.EnrolmentRequest;
import io.tributary.protocol.message.WireJson;
import io.tributary.secureagg.identity.SigningKey;
import io.tributary.secureagg.identity.VerifyingKey;
import java.time.InstantSource;
import java.util.Base64;

/** The registrar: gives names to keys. It is the coordinator's own key that signs, for now. Thread-safe. */
final class Enrolments {
    private final DeviceStore devices;
    private final SigningKey registrar;
    private final InstantSource clock;
    private volatile int population;

    Enrolments(DeviceStore devices, SigningKey registrar, InstantSource clock) {
        this.devices = devices;
        this.registrar = registrar;
        this.clock = clock;
        this.population = devices.count();
    }

    /** Enrols a device; the same name and key again get the same answer. Blocks on storage. */
    EnrolmentGrant enrol(EnrolmentRequest request) throws RejectedException {
        VerifyingKey key = VerifyingKey.of(request.publicKey());
        Certificate certificate = new Certificate(1, request.device(), key.raw(), clock.millis());
        DeviceRecord enrolled = devices.enrol(new DeviceRecord(request.device(),
                Base64.getEncoder().encodeToString(key.raw()), registrar.sign(WireJson.write(certificate))));
        population = devices.count();
        return new EnrolmentGrant(enrolled.certificate());
    }

    /** Number of enrolled devices, as this coordinator last heard. */
    int population() {
        return population;
    }
}
