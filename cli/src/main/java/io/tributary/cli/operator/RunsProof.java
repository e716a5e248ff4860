package io.tributary.cli.operator;

import io.tributary.cli.agent.DeviceAgent;
import io.tributary.cli.console.CommandException;
import io.tributary.cli.console.ExitCode;
import io.tributary.cli.console.Version;
import io.tributary.client.TrustFile;
import io.tributary.operator.OperatorClient;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.InclusionProof;
import io.tributary.protocol.message.RoundView;
import io.tributary.protocol.message.UpdateReport;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.ModelManifest;
import io.tributary.protocol.plan.ModelManifest.Reports;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.secureagg.identity.KeyChain;
import io.tributary.secureagg.identity.VerifyingKey;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Proves that a device's update is in the version that a round made. */
@Command(name = "proof", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = {
            "Proves that a device's update is in the version that a round made: fetches the report that the device signed",
            "and the path to the root in the manifest (RFC 6962), and verifies both with the keys of the trust folder.",
            "Exits with 0 if it is proved, with 3 if what the coordinator says proves nothing."},
        footer = {"", "Example:", "  ./tributary runs proof latest 3 camera-7 --trust out/coordinator/trust"})
final class RunsProof extends OperatorCommand {
    @Parameters(paramLabel = "RUN", description = "the run's id, or latest", index = "0")
    private String run = "";

    @Parameters(paramLabel = "ROUND", description = "a round that made a version", index = "1")
    private int round;

    @Parameters(paramLabel = "DEVICE", description = "the device's name", index = "2")
    private String device = "";

    @Option(names = "--trust", paramLabel = "DIR", required = true,
            description = "the folder trust of the coordinator's directory, or a copy: whom to believe")
    private Path trust = Path.of("");

    RunsProof(Map<String, String> environment) {
        super(environment);
    }

    @Override
    int perform(OperatorClient operator) throws Exception {
        TrustFile trusted = DeviceAgent.trusted(trust);
        String id = Names.run(operator, run);
        String name = Names.device(device);
        RoundView made = round(operator, id);
        String model = WireJson.readDocument(operator.plan(id).payload(), RunPlan.class).model();
        int version = made.model().version();
        InclusionProof proof = operator.inclusion(model, version, name);
        try {
            Reports reports = manifest(operator, trusted, id, model, version);
            report(proof, id, name);
            if (!proof.leadsTo(reports)) {
                throw new RejectedException(Reason.HASH_MISMATCH, "the path does not lead to the root "
                        + reports.merkleRoot() + " of version " + version);
            }
            show(proof, "report " + proof.report().hash() + " of " + name + "\nis " + (proof.index() + 1) + " of "
                    + reports.count() + " that version " + version + " of model " + model + " was made of\npath: "
                    + String.join("\n      ", proof.proof()) + "\nroot: " + reports.merkleRoot()
                    + "\nverified: the device's signature, the path, and the coordinator's signature of the version");
            return ExitCode.OK;
        } catch (RejectedException nothing) {
            say("this proves nothing: " + nothing.reason().code() + ": " + nothing.detail());
            return ExitCode.NOT_MET;
        }
    }

    private RoundView round(OperatorClient operator, String id) throws Exception {
        Optional<RoundView> made = operator.view(id).history().stream().filter(view -> view.round() == round)
                .findFirst();
        if (made.isEmpty() || made.get().outcome() != RoundView.Outcome.COMMITTED) {
            throw new CommandException("round " + round + " of run " + id + " made no version; ./tributary runs show "
                    + id + " says what its rounds made");
        }
        return made.get();
    }

    private Reports manifest(OperatorClient operator, TrustFile trusted, String id, String model, int version)
            throws Exception {
        KeyChain known = trusted.chain();
        KeyChain keys = known.follow(operator.keys(Math.max(0, known.sequence() - 1)));
        ModelManifest manifest = keys.read(SignatureContext.MODEL_MANIFEST,
                operator.manifest(model, Integer.toString(version)), ModelManifest.class, ModelManifest::created);
        Reports reports = manifest.origin().reports();
        if (reports == null || !manifest.model().equals(model) || manifest.version() != version
                || !manifest.origin().run().equals(id) || manifest.origin().round() != round) {
            throw new RejectedException(Reason.BAD_LINEAGE,
                    "the manifest of version " + version + " of '" + model + "' is of another round");
        }
        return reports;
    }

    /** What the device signed must be its report of this round. Whose key it is, the coordinator says. */
    private void report(InclusionProof proof, String id, String name) throws RejectedException {
        UpdateReport report = WireJson.readDocument(VerifyingKey.of(proof.report().key())
                .verify(SignatureContext.UPDATE_REPORT, proof.report()), UpdateReport.class);
        if (!report.run().equals(id) || report.round() != round || !report.device().equals(name)) {
            throw new RejectedException(Reason.HASH_MISMATCH, "the report is of " + report.device() + " in round "
                    + report.round() + " of run " + report.run());
        }
    }
}
