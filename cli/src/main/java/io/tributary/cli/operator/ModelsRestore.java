package io.tributary.cli.operator;

import io.tributary.cli.console.ExitCode;
import io.tributary.cli.console.Version;
import io.tributary.operator.OperatorClient;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Takes the deletion of a model back. */
@Command(name = "restore", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Takes the deletion of a model back, within seven days. ./tributary models list --deleted shows which.",
        footer = {"", "Example:", "  ./tributary models restore pair"})
final class ModelsRestore extends OperatorCommand {
    @Parameters(paramLabel = "NAME", description = "the model's name")
    private String model = "";

    ModelsRestore(Map<String, String> environment) {
        super(environment);
    }

    @Override
    int perform(OperatorClient operator) throws Exception {
        String name = Names.model(model);
        operator.restoreModel(name);
        say("model " + name + " is restored");
        return ExitCode.OK;
    }
}
