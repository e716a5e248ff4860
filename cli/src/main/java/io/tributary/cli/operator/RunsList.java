package io.tributary.cli.operator;

import io.tributary.cli.console.ExitCode;
import io.tributary.cli.console.Version;
import io.tributary.operator.OperatorClient;
import io.tributary.protocol.message.RunView;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** Shows all runs. */
@Command(name = "list", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Shows all runs, oldest first.", footer = {"", "Example:", "  ./tributary runs list"})
final class RunsList extends OperatorCommand {
    RunsList(Map<String, String> environment) {
        super(environment);
    }

    @Override
    int perform(OperatorClient operator) throws Exception {
        List<RunView> runs = operator.runs();
        show(runs, RunTables.runs(runs));
        return ExitCode.OK;
    }
}
