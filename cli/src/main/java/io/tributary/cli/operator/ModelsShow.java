package io.tributary.cli.operator;

import io.tributary.cli.console.CommandException;
import io.tributary.cli.console.ExitCode;
import io.tributary.cli.console.Version;
import io.tributary.operator.OperatorClient;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.ModelManifest;
import io.tributary.protocol.plan.ModelManifest.Reports;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows a version of a model. */
@Command(name = "show", mixinStandardHelpOptions = false, versionProvider = Version.class,
        description = "Shows a version of a model by its manifest, which is not verified: that is what models pull does.",
        footer = {"", "Example:", "  ./tributary models show pair --version 3"})
final class ModelsShow extends OperatorCommand {
    @Parameters(paramLabel = "NAME", description = "the model's name")
    private String model = "";

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help message and exit.")
    @SuppressWarnings("unused") // picocli looks at it; the usual mixin would take --version for itself
    private boolean help;

    @Option(names = "--version", paramLabel = "V", description = "which version; default: the newest")
    private @Nullable Integer version;

    ModelsShow(Map<String, String> environment) {
        super(environment);
    }

    @Override
    int perform(OperatorClient operator) throws Exception {
        if (version != null && version < 0) {
            throw new CommandException("--version must be at least 0, not " + version);
        }
        ModelManifest manifest = WireJson.readDocument(
                operator.manifest(Names.model(model), version == null ? "latest" : version.toString()).payload(),
                ModelManifest.class);
        Reports reports = manifest.origin().reports();
        show(manifest, "model " + manifest.model() + " version " + manifest.version() + ", made "
                + Instant.ofEpochMilli(manifest.created()) + "\nby run " + manifest.origin().run() + " in round "
                + manifest.origin().round() + (reports == null ? "" : ", of " + reports.count() + " updates")
                + "\non parent " + manifest.origin().parent() + "\n" + manifest.layout().size() + " values in "
                + manifest.chunks().size() + " chunks, sha256 " + manifest.sha256() + "\nits classes: "
                + String.join(", ", manifest.modelSignature().labels()));
        return ExitCode.OK;
    }
}
