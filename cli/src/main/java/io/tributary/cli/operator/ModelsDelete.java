package io.tributary.cli.operator;

import io.tributary.cli.console.CommandException;
import io.tributary.cli.console.ExitCode;
import io.tributary.cli.console.Version;
import io.tributary.operator.OperatorClient;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Deletes a model, or an old version of one. */
@Command(name = "delete", mixinStandardHelpOptions = false, versionProvider = Version.class,
        description = {
            "Deletes a model that no active or paused run trains. For seven days ./tributary models restore takes it back;",
            "then it is gone. Its name is never used again, because devices that hold it take no other in its place.",
            "With --version, deletes the chunks of that version alone, for good; its manifest stays in the lineage."},
        footer = {"", "Examples:", "  ./tributary models delete pair", "  ./tributary models delete pair --version 3"})
final class ModelsDelete extends OperatorCommand {
    @Parameters(paramLabel = "NAME", description = "the model's name")
    private String model = "";

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help message and exit.")
    @SuppressWarnings("unused") // picocli looks at it; the usual mixin would take --version for itself
    private boolean help;

    @Option(names = "--version", paramLabel = "V",
            description = "which version, not the newest; default: the whole model")
    private @Nullable Integer version;

    ModelsDelete(Map<String, String> environment) {
        super(environment);
    }

    @Override
    int perform(OperatorClient operator) throws Exception {
        String name = Names.model(model);
        if (version == null) {
            operator.deleteModel(name);
            say("model " + name + " is deleted; ./tributary models restore " + name
                    + " takes that back for seven days");
        } else {
            if (version < 0) {
                throw new CommandException("--version must be at least 0, not " + version);
            }
            operator.deleteVersion(name, version);
            say("version " + version + " of model " + name + " is deleted; its manifest stays");
        }
        return ExitCode.OK;
    }
}
