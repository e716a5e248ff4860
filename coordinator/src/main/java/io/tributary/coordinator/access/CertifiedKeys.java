package io.tributary.coordinator.access;

import io.tributary.coordinator.store.DeviceRecord;
import io.tributary.coordinator.store.DeviceStore;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.Certificate;
import io.tributary.secureagg.identity.VerifyingKey;

/**
 * The keys of enrolled devices as their stored certificates say, which are checked: a key that was only written into the database
 * speaks for nobody. A certificate whose time is over still says whose key it is. Blocks on storage. Thread-safe.
 */
public final class CertifiedKeys {
    private final DeviceStore devices;
    private final Registrar registrar;

    public CertifiedKeys(DeviceStore devices, Registrar registrar) {
        this.devices = devices;
        this.registrar = registrar;
    }

    /** The key of a device. @throws RejectedException UNAUTHENTICATED if it is not enrolled, or its certificate is not the registrar's */
    public VerifyingKey of(String device) throws RejectedException {
        DeviceRecord there = devices.find(device).orElseThrow(
                () -> new RejectedException(Reason.UNAUTHENTICATED, "no device '" + device + "' is enrolled"));
        Certificate certificate = registrar.read(there.certificate());
        if (!certificate.device().equals(device)) {
            throw new RejectedException(Reason.UNAUTHENTICATED,
                    "the stored certificate of '" + device + "' is that of '" + certificate.device() + "'");
        }
        return VerifyingKey.of(certificate.publicKey());
    }
}
