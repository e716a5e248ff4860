package io.tributary.client.session;

import io.tributary.client.transport.Transport;
import io.tributary.client.transport.TransportException;
import io.tributary.client.trust.BoundedFile;
import io.tributary.client.trust.DurableFile;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.Certificate;
import io.tributary.protocol.message.EnrolmentRequest;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.SignedDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gets the device its certificate, once in its life, and keeps it. */
final class EnrolStep {
    private static final Logger LOG = LoggerFactory.getLogger(EnrolStep.class);
    private static final String FILE = "certificate.json";
    private final Device device;
    private final Transport transport;

    EnrolStep(Device device, Transport transport) {
        this.device = device;
        this.transport = transport;
    }

    /** Whether a certificate of this device and this registrar is on disk. */
    boolean isEnrolled() throws IOException {
        Path file = device.directory().resolve(FILE);
        if (!Files.exists(file)) {
            return false;
        }
        try {
            requireOurs(WireJson.readDocument(BoundedFile.read(file, WireJson.MAX_MESSAGE), SignedDocument.class));
            return true;
        } catch (RejectedException stale) {
            LOG.warn("{} is not a certificate of this device, enrolling again: {}", file, stale.getMessage());
            return false;
        }
    }

    void enrol() throws RejectedException, TransportException, IOException, InterruptedException {
        SignedDocument certificate = transport.enrol(
                new EnrolmentRequest(device.id(), device.identity().publicKey().raw()));
        requireOurs(certificate);
        DurableFile.replace(device.directory().resolve(FILE), WireJson.write(certificate));
    }

    private void requireOurs(SignedDocument document) throws RejectedException {
        Certificate certificate = device.keys().certificate(document).content();
        if (!certificate.device().equals(device.id())
                || !Arrays.equals(certificate.publicKey(), device.identity().publicKey().raw())) {
            throw new RejectedException(Reason.INVALID_FIELD, "the certificate is for device '" + certificate.device()
                    + "' and its key, not for '" + device.id() + "' and the key that this device holds");
        }
    }
}
