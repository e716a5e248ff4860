package io.tributary.cli.operator;

import io.tributary.cli.console.ExitCode;
import io.tributary.cli.console.Version;
import io.tributary.operator.OperatorClient;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Deletes a run that is over. */
@Command(name = "delete", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Deletes a run that is over, and all that is stored of its rounds. The model versions that it made stay.",
        footer = {"", "Example:", "  ./tributary runs delete 01890a5d-ac96-774b-bcce-b302099a8057"})
final class RunsDelete extends OperatorCommand {
    @Parameters(paramLabel = "RUN", description = "the run's id, or latest")
    private String run = "";

    RunsDelete(Map<String, String> environment) {
        super(environment);
    }

    @Override
    int perform(OperatorClient operator) throws Exception {
        String id = Names.run(operator, run);
        operator.delete(id);
        say("run " + id + " is deleted");
        return ExitCode.OK;
    }
}
