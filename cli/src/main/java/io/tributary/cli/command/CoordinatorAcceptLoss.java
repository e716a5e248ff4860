package io.tributary.cli.command;

import io.tributary.cli.console.ExitCode;
import io.tributary.cli.console.Version;
import io.tributary.cli.server.IdleDirectory;
import io.tributary.coordinator.directory.AcceptedLoss;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Goes on from a directory that is not whole, because there is no better one. */
@Command(name = "accept-loss", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = {
            "Makes what is left of a coordinator's directory the state to go on from, when no whole copy can be restored.",
            "What was acknowledged after it is lost: updates, versions, revocations. The audit log says so.",
            "Look first: ./tributary coordinator check DIR"},
        footer = {"", "Example:", "  ./tributary coordinator accept-loss out/coordinator"})
final class CoordinatorAcceptLoss implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DIR", description = "the coordinator's directory")
    private Path directory = Path.of("");

    @Override
    public Integer call() throws Exception {
        String said = IdleDirectory.checked(directory, () -> AcceptedLoss.of(directory, InstantSource.system()));
        spec.commandLine().getOut().println(said);
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }
}
