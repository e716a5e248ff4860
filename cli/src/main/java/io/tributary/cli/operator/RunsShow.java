package io.tributary.cli.operator;

import io.tributary.cli.console.ExitCode;
import io.tributary.cli.console.Version;
import io.tributary.operator.OperatorClient;
import io.tributary.protocol.message.RunView;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows a run and its rounds. */
@Command(name = "show", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Shows a run and each of its rounds.",
        footer = {"", "Example:", "  ./tributary runs show latest"})
final class RunsShow extends OperatorCommand {
    @Parameters(paramLabel = "RUN", description = "the run's id, or latest")
    private String run = "";

    RunsShow(Map<String, String> environment) {
        super(environment);
    }

    @Override
    int perform(OperatorClient operator) throws Exception {
        RunView view = operator.view(Names.run(operator, run));
        show(view, RunTables.rounds(view));
        if (view.queue() != null && !isJson()) {
            say(RunTables.waits(view.queue()));
        } else if (view.waiting() != null && !isJson()) {
            say(RunTables.waits(view.waiting()));
        }
        return ExitCode.OK;
    }
}
