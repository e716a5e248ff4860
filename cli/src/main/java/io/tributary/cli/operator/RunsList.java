package io.tributary.cli.operator;

import io.tributary.cli.console.CommandException;
import io.tributary.cli.console.ExitCode;
import io.tributary.cli.console.Version;
import io.tributary.operator.OperatorClient;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.RunPage;
import io.tributary.protocol.message.RunSummary;
import io.tributary.protocol.message.RunView;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows runs. */
@Command(name = "list", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Shows the newest runs, newest first.",
        footer = {"", "Example:", "  ./tributary runs list --status failed"})
final class RunsList extends OperatorCommand {
    @Option(names = "--status", paramLabel = "STATUS",
            description = "only runs that are active, paused, finished, stopped or failed")
    private @Nullable String status;

    @Option(names = "--all", description = "every run, however many there are; default: the newest 50")
    private boolean all;

    RunsList(Map<String, String> environment) {
        super(environment);
    }

    @Override
    int perform(OperatorClient operator) throws Exception {
        RunView.@Nullable Status wanted = wanted();
        List<RunPage> pages = all ? Pages.all(after -> page(operator, wanted, after), RunPage::next)
                : List.of(page(operator, wanted, ""));
        List<RunSummary> runs = pages.stream().flatMap(page -> page.runs().stream()).toList();
        show(runs, RunTables.runs(runs));
        return ExitCode.OK;
    }

    private RunView.@Nullable Status wanted() throws CommandException {
        try {
            return status == null ? null : RunView.Status.of(status);
        } catch (IllegalArgumentException unknown) {
            throw new CommandException("--" + unknown.getMessage(), unknown);
        }
    }

    private static RunPage page(OperatorClient operator, RunView.@Nullable Status wanted, String after)
            throws IOException, InterruptedException, RejectedException {
        return wanted == null ? operator.runs(after) : operator.runs(wanted, after);
    }
}
