package io.tributary.coordinator.access;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.Certificate;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.identity.KeyChain;
import java.time.Instant;

/**
 * Certifies which key speaks for a device, and until when. It need not be the coordinator, nor run in its process: what it signs is
 * checked with its public keys. Thread-safe.
 */
public interface Registrar {
    /** What its certificates are checked with. */
    KeyChain keys();

    /**
     * Signs a {@link Certificate} of a device's key, from now on. May block.
     *
     * @param publicKey raw Ed25519 key, 32 bytes
     * @throws RejectedException why it does not certify this, or UNAVAILABLE while it cannot be asked
     */
    SignedDocument certify(String device, byte[] publicKey) throws RejectedException;

    /** What a certificate says, even if its time is over. @throws RejectedException UNAUTHENTICATED if it is not one of this registrar */
    default Certificate read(SignedDocument document) throws RejectedException {
        try {
            return keys().read(SignatureContext.CERTIFICATE, document, Certificate.class, Certificate::issued);
        } catch (RejectedException foreign) {
            throw new RejectedException(Reason.UNAUTHENTICATED, "no certificate of this registrar: "
                    + foreign.detail());
        }
    }

    /** What a certificate says. @throws RejectedException UNAUTHENTICATED if it is not one of this registrar, EXPIRED */
    default Certificate check(SignedDocument document, Instant now) throws RejectedException {
        Certificate certificate = read(document);
        if (certificate.expires() <= now.toEpochMilli()) {
            throw new RejectedException(Reason.EXPIRED, "the certificate of " + certificate.device() + " ended at "
                    + Instant.ofEpochMilli(certificate.expires()) + "; enrol again");
        }
        return certificate;
    }
}
