package io.tributary.coordinator.access;

import io.tributary.coordinator.store.DeviceRecord;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.Certificate;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.identity.SigningKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;

/** Signs and checks certificates: which key speaks for a device, and until when. Thread-safe. */
public final class Registrar {
    private final SigningKey key;
    private final Duration life;
    private final InstantSource clock;

    /** Signs certificates of this life with this key. */
    public Registrar(SigningKey key, Duration life, InstantSource clock) {
        this.key = key;
        this.life = life;
        this.clock = clock;
    }

    /** A device with a new certificate. */
    public DeviceRecord certify(String device, byte[] publicKey) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Instant expires = now.plus(life);
        SignedDocument certificate = key.sign(WireJson.write(
                new Certificate(1, device, publicKey, now.toEpochMilli(), expires.toEpochMilli())));
        return new DeviceRecord(device, Base64.getEncoder().encodeToString(publicKey), certificate, now, expires,
                Optional.empty());
    }

    /** What a certificate says. @throws RejectedException UNAUTHENTICATED if it is not one of this registrar, EXPIRED */
    public Certificate check(SignedDocument document) throws RejectedException {
        Certificate certificate = read(document);
        if (certificate.expires() <= clock.millis()) {
            throw new RejectedException(Reason.EXPIRED, "the certificate of " + certificate.device() + " ended at "
                    + Instant.ofEpochMilli(certificate.expires()) + "; enrol again");
        }
        return certificate;
    }

    private Certificate read(SignedDocument document) throws RejectedException {
        try {
            return WireJson.readDocument(key.publicKey().verify(document), Certificate.class);
        } catch (RejectedException foreign) {
            throw new RejectedException(Reason.UNAUTHENTICATED, "no certificate of this registrar: "
                    + foreign.detail());
        }
    }
}
