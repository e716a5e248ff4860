package io.tributary.cli.operator;

import io.tributary.cli.console.ExitCode;
import io.tributary.cli.console.Version;
import io.tributary.operator.OperatorClient;
import io.tributary.protocol.message.RunView;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Goes on with a run. */
@Command(name = "resume", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Goes on with a run that was stopped or has failed: with its next round, from the newest model.",
        footer = {"", "Example:", "  ./tributary runs resume latest"})
final class RunsResume extends OperatorCommand {
    @Parameters(paramLabel = "RUN", description = "the run's id, or latest")
    private String run = "";

    RunsResume(Map<String, String> environment) {
        super(environment);
    }

    @Override
    int perform(OperatorClient operator) throws Exception {
        String id = Names.run(operator, run);
        operator.resume(id);
        RunView view = operator.view(id);
        boolean goesOn = view.status() == RunView.Status.ACTIVE || view.status() == RunView.Status.FINISHED;
        show(view, goesOn ? "run " + id + " goes on" : "run " + id + " is " + view.status().code() + " again"
                + (view.failure() == null ? "" : ": " + view.failure()));
        return goesOn ? ExitCode.OK : ExitCode.FAILED;
    }
}
