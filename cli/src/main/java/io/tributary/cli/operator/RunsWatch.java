package io.tributary.cli.operator;

import io.tributary.cli.console.ExitCode;
import io.tributary.cli.console.Version;
import io.tributary.experiments.deployment.RunWatch;
import io.tributary.experiments.progress.ProgressView;
import io.tributary.operator.OperatorClient;
import io.tributary.protocol.message.RunView;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Follows a run to its end. */
@Command(name = "watch", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Follows a run to its end; 0 if it finished, 1 if it failed, is paused or was stopped. Ctrl-C ends the watching alone.",
        footer = {"", "Example:", "  ./tributary runs watch latest"})
final class RunsWatch extends OperatorCommand {
    @Parameters(paramLabel = "RUN", description = "the run's id, or latest")
    private String run = "";

    RunsWatch(Map<String, String> environment) {
        super(environment);
    }

    @Override
    int perform(OperatorClient operator) throws Exception {
        try (ProgressView progress = ProgressView.onConsole()) {
            RunView ended = new RunWatch(operator, progress, new QueueNotes(progress::message))
                    .untilOver(Names.run(operator, run));
            progress.message("run " + ended.run() + " finished with version " + ended.modelVersion() + " of its model");
            return ExitCode.OK;
        }
    }
}
