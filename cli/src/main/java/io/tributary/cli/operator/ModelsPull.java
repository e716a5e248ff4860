package io.tributary.cli.operator;

import io.tributary.cli.agent.DeviceAgent;
import io.tributary.cli.console.CommandException;
import io.tributary.cli.console.ExitCode;
import io.tributary.client.TrustFile;
import io.tributary.experiments.run.ModelPull;
import io.tributary.experiments.run.ParameterFile;
import io.tributary.operator.OperatorClient;
import io.tributary.protocol.plan.ModelManifest;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings a model version home. */
@Command(name = "pull",
        description = {
            "Brings a model version home: its signature, lineage and every chunk are verified with the keys of the trust",
            "folder, then parameters.f32, model.safetensors,",
            "manifest.json and keys.json are written. Needs a viewer's token unless models are public."},
        footer = {"", "Example:", "  ./tributary models pull pair --trust out/coordinator/trust --out out/model"})
final class ModelsPull extends OperatorCommand {
    @Parameters(paramLabel = "NAME", description = "the model's name")
    private String model = "";

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help message and exit.")
    @SuppressWarnings("unused") // picocli looks at it; the usual mixin would take --version for itself
    private boolean help;

    @Option(names = "--version", paramLabel = "V", description = "which version; default: the newest")
    private @Nullable Integer version;

    @Option(names = "--trust", paramLabel = "DIR", required = true,
            description = "the folder trust of the coordinator's directory, or a copy: whom to believe")
    private Path trust = Path.of("");

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "where to write")
    private Path out = Path.of("");

    ModelsPull(Map<String, String> environment) {
        super(environment);
    }

    @Override
    int perform(OperatorClient operator) throws Exception {
        if (version != null && version < 0) {
            throw new CommandException("--version must be at least 0, not " + version);
        }
        TrustFile trusted = DeviceAgent.trusted(trust);
        ModelManifest pulled =
                new ModelPull(operator, trusted.owner(), trusted.chain()).into(out, Names.model(model),
                        Optional.ofNullable(version));
        show(pulled, "verified " + pulled.version() + " ancestors, the signature and " + pulled.chunks().size()
                + " chunks of '" + pulled.model() + "' version " + pulled.version() + "\nwrote "
                + out.resolve(ParameterFile.NAME) + ", sha256 " + pulled.sha256() + ", and "
                + ParameterFile.SAFETENSORS + " of the same values, which PyTorch reads" + "\nits classes: "
                + String.join(", ", pulled.modelSignature().labels()));
        return ExitCode.OK;
    }

    @Override
    boolean needsToken() {
        return false;
    }
}
