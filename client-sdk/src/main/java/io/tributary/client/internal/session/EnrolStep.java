package io.tributary.client.internal.session;

import io.tributary.client.internal.transport.Transport;
import io.tributary.client.internal.trust.PinnedKeys;
import io.tributary.client.internal.trust.Verified;
import io.tributary.client.transport.TransportException;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.Certificate;
import io.tributary.protocol.message.EnrolmentRequest;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.file.BoundedFile;
import io.tributary.secureagg.file.DurableFile;
import io.tributary.secureagg.identity.VerifyingKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gets the device its certificate, keeps it on disk, and has it renewed in time. One thread. */
public final class EnrolStep {
    private static final Logger LOG = LoggerFactory.getLogger(EnrolStep.class);
    /** The certificate in the device's directory. */
    public static final String FILE = "certificate.json";
    private final Device device;
    private final Transport transport;
    private final KeyStep keys;
    private final Optional<String> token;
    private Optional<RecoveredKey> recovered;
    private final InstantSource clock;
    private Optional<Verified<Certificate>> held = Optional.empty();
    private boolean looked;

    /**
     * How a device gets in.
     *
     * @param token that it shows, if it needs one; a secret
     * @param recovered the new key of a device that is recovered by that token
     */
    public record Admission(Optional<String> token, Optional<RecoveredKey> recovered) {
        @Override
        public String toString() {
            return "Admission[recovers=" + recovered.isPresent() + "]";
        }
    }

    public EnrolStep(Device device, Transport transport, Admission admission, InstantSource clock) {
        this.device = device;
        this.transport = transport;
        this.keys = new KeyStep(device, transport);
        this.token = admission.token();
        this.recovered = admission.recovered();
        this.clock = clock;
    }

    /** Whether the device holds a certificate of its own, of this registrar, that has not ended. */
    public boolean isEnrolled() throws IOException {
        if (!looked) {
            held = stored();
            looked = true;
            if (held.isPresent()) {
                finishRecovery();
            }
        }
        return held.filter(certificate -> certificate.content().expires() > clock.millis()).isPresent();
    }

    private Optional<Verified<Certificate>> stored() throws IOException {
        Path file = device.directory().resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(ours(WireJson.readDocument(BoundedFile.read(file, WireJson.MAX_MESSAGE),
                    SignedDocument.class)));
        } catch (RejectedException stale) {
            LOG.warn("{} is not a certificate of this device, enrolling again: {}", file, stale.getMessage());
            return Optional.empty();
        }
    }

    /** The key that a directory's certificate was given to; empty if it holds none of this device and registrar. */
    public static Optional<VerifyingKey> certified(Path directory, String id, PinnedKeys trust) throws IOException {
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            Certificate certificate = trust.certificate(WireJson.readDocument(
                    BoundedFile.read(file, WireJson.MAX_MESSAGE), SignedDocument.class)).content();
            return certificate.device().equals(id) ? Optional.of(VerifyingKey.of(certificate.publicKey()))
                    : Optional.empty();
        } catch (RejectedException stale) {
            LOG.debug("{} is not a certificate that this device believes", file, stale);
            return Optional.empty();
        }
    }

    public void enrol() throws RejectedException, TransportException, IOException, InterruptedException {
        keys.follow();
        keep(transport.enrol(token.orElse(""),
                new EnrolmentRequest(device.id(), device.identity().publicKey().raw())));
    }

    /** The certificate as the registrar signed it. */
    SignedDocument certificate() throws RejectedException {
        return held.orElseThrow(() -> new RejectedException(Reason.EXPIRED, "this device has no certificate yet"))
                .document();
    }

    /** Whether two thirds of the certificate's time are over. */
    public boolean isDue() {
        return held.map(Verified::content).filter(certificate -> {
            long life = certificate.expires() - certificate.issued();
            return clock.millis() >= certificate.expires() - life / 3;
        }).isPresent();
    }

    public void renew(AuthenticatedCalls calls)
            throws RejectedException, TransportException, IOException, InterruptedException {
        keep(calls.call(transport::renew));
    }

    private void keep(SignedDocument document) throws RejectedException, IOException {
        Verified<Certificate> certificate = ours(document);
        if (recovered.isPresent()) {
            recovered.get().install();
        }
        DurableFile.replace(device.directory().resolve(FILE), WireJson.write(document));
        finishRecovery();
        held = Optional.of(certificate);
        looked = true;
    }

    private void finishRecovery() throws IOException {
        if (recovered.isPresent()) {
            recovered.get().finish();
            recovered = Optional.empty();
        }
    }

    private Verified<Certificate> ours(SignedDocument document) throws RejectedException {
        Verified<Certificate> verified = device.keys().certificate(document);
        Certificate certificate = verified.content();
        if (!certificate.device().equals(device.id())
                || !Arrays.equals(certificate.publicKey(), device.identity().publicKey().raw())) {
            throw new RejectedException(Reason.INVALID_FIELD, "the certificate is for device '" + certificate.device()
                    + "' and its key, not for '" + device.id() + "' and the key that this device holds");
        }
        return verified;
    }
}
