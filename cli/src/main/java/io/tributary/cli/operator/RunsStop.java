package io.tributary.cli.operator;

import io.tributary.cli.console.ExitCode;
import io.tributary.cli.console.Version;
import io.tributary.operator.OperatorClient;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Stops a run. */
@Command(name = "stop", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Stops a run: its round is abandoned, its models stay. It can be resumed.",
        footer = {"", "Example:", "  ./tributary runs stop latest"})
final class RunsStop extends OperatorCommand {
    @Parameters(paramLabel = "RUN", description = "the run's id, or latest")
    private String run = "";

    RunsStop(Map<String, String> environment) {
        super(environment);
    }

    @Override
    int perform(OperatorClient operator) throws Exception {
        String id = Names.run(operator, run);
        operator.stop(id);
        show(operator.view(id), "run " + id + " stops; ./tributary runs resume " + id + " goes on with it");
        return ExitCode.OK;
    }
}
