package io.tributary.cli.command;

import io.tributary.cli.console.ExitCode;
import io.tributary.cli.console.Messages;
import io.tributary.cli.console.Version;
import io.tributary.cli.server.IdleDirectory;
import io.tributary.coordinator.directory.DirectoryCheck;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says whether the directory of a coordinator is whole. */
@Command(name = "check", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = {
            "Looks at the directory of a coordinator that does not run, or at a copy of one: its key, its head, its",
            "database, every signature of versions and audit log, every update of a round under way. Changes nothing.",
            "Exits with 0 if it is whole, with 3 if not, and names what is wrong."},
        footer = {"", "Example:", "  ./tributary coordinator check out/coordinator"})
final class CoordinatorCheck implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DIR", description = "the coordinator's directory")
    private Path directory = Path.of("");

    @Override
    public Integer call() throws Exception {
        List<String> findings = IdleDirectory.checked(directory, () -> DirectoryCheck.of(directory));
        if (findings.isEmpty()) {
            spec.commandLine().getOut().println(directory + " is whole");
            spec.commandLine().getOut().flush();
        }
        findings.forEach(finding -> Messages.say(spec.commandLine().getErr(), finding));
        return findings.isEmpty() ? ExitCode.OK : ExitCode.NOT_MET;
    }
}
