package io.tributary.client.internal.round;

import io.tributary.client.internal.model.ModelStore;
import io.tributary.client.internal.session.AuthenticatedCalls;
import io.tributary.client.internal.session.Device;
import io.tributary.client.internal.transport.Transport;
import io.tributary.client.internal.trust.Verified;
import io.tributary.client.transport.TransportException;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.InclusionProof;
import io.tributary.protocol.message.UpdateReport;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.ModelManifest;
import io.tributary.protocol.plan.ModelManifest.Origin;
import io.tributary.protocol.plan.ModelManifest.Reports;
import io.tributary.protocol.plan.SignatureContext;
import java.util.Optional;

/** Asks for the proof that this device's own update is in a version, and believes none of it unchecked. Thread-safe. */
public final class InclusionCheck {
    private final Device device;
    private final AuthenticatedCalls calls;
    private final Transport transport;
    private final ModelStore models;

    public InclusionCheck(Device device, AuthenticatedCalls calls, Transport transport, ModelStore models) {
        this.device = device;
        this.calls = calls;
        this.transport = transport;
        this.models = models;
    }

    /**
     * The proof, verified.
     *
     * @throws RejectedException NOT_FOUND if the update is not in this version; otherwise what is wrong with what the coordinator says
     */
    public InclusionProof of(String model, int version)
            throws RejectedException, TransportException, InterruptedException {
        Verified<ModelManifest> manifest = manifest(model, version);
        Origin origin = manifest.content().origin();
        Reports reports = origin.reports();
        if (reports == null) {
            throw new RejectedException(Reason.NOT_FOUND,
                    "version " + version + " of '" + model + "' was made of no updates");
        }
        InclusionProof proof = calls.call(token -> transport.inclusion(token, model, version));
        UpdateReport report = WireJson.readDocument(
                device.identity().publicKey().verify(SignatureContext.UPDATE_REPORT, proof.report()),
                UpdateReport.class);
        if (!report.run().equals(origin.run()) || report.round() != origin.round()) {
            throw new RejectedException(Reason.WRONG_ROUND, "the report is of round " + report.round() + " of run "
                    + report.run() + ", and the version was made in round " + origin.round() + " of run "
                    + origin.run());
        }
        if (!proof.leadsTo(reports)) {
            throw new RejectedException(Reason.HASH_MISMATCH, "the path from this device's report does not lead to the "
                    + "root that version " + version + " of '" + model + "' names");
        }
        return proof;
    }

    /** The version must be the one that this device holds, if it holds that one. */
    private Verified<ModelManifest> manifest(String model, int version)
            throws RejectedException, TransportException, InterruptedException {
        Verified<ModelManifest> found =
                device.keys().manifest(calls.call(token -> transport.manifest(token, model, version)));
        ModelManifest content = found.content();
        Optional<String> held = models.held(model).filter(own -> own.manifest().content().version() == version)
                .map(own -> own.manifest().hash());
        if (!content.model().equals(model) || content.version() != version
                || held.filter(hash -> !hash.equals(found.hash())).isPresent()) {
            throw new RejectedException(Reason.BAD_LINEAGE, "the coordinator shows another manifest for version "
                    + version + " of '" + model + "' than the one asked for, or held here");
        }
        return found;
    }
}
