package io.tributary.cli.operator;

import io.tributary.cli.console.ExitCode;
import io.tributary.cli.console.Version;
import io.tributary.operator.OperatorClient;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.RunView;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Stops a run. */
@Command(name = "stop", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = {
            "Stops a run and waits for its end: its round is abandoned, its models stay. It can be resumed.",
            "Exits with 0 if it is stopped, with 1 if it ended otherwise meanwhile."},
        footer = {"", "Example:", "  ./tributary runs stop latest"})
final class RunsStop extends OperatorCommand {
    private static final long PERIOD_MILLIS = 250;

    @Parameters(paramLabel = "RUN", description = "the run's id, or latest")
    private String run = "";

    RunsStop(Map<String, String> environment) {
        super(environment);
    }

    @Override
    int perform(OperatorClient operator) throws Exception {
        String id = Names.run(operator, run);
        if (!operator.stop(id) && !isJson()) {
            say("run " + id + " finishes the round that is being aggregated; Ctrl-C ends the waiting alone");
        }
        RunView view = ended(operator, id);
        boolean stopped = view.status() == RunView.Status.STOPPED;
        show(view, "run " + id + " is " + view.status().code() + (view.failure() == null ? "" : ": " + view.failure())
                + (stopped ? "; ./tributary runs resume " + id + " goes on with it" : ""));
        return stopped ? ExitCode.OK : ExitCode.FAILED;
    }

    private static RunView ended(OperatorClient operator, String id)
            throws IOException, InterruptedException, RejectedException {
        CountDownLatch never = new CountDownLatch(1);
        RunView view = operator.view(id);
        while (view.status() == RunView.Status.ACTIVE && !never.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS)) {
            view = operator.view(id);
        }
        return view;
    }
}
