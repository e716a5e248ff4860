package io.tributary.cli.audit;

import io.tributary.cli.console.Version;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The audit log: what operators did, and who was denied. */
@Command(name = "audit", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Shows a coordinator's audit log, or checks that nobody altered it.",
        synopsisSubcommandLabel = "COMMAND")
public final class AuditCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    private AuditCommand() {}

    public static CommandLine commandLine(Map<String, String> environment) {
        return new CommandLine(new AuditCommand()).addSubcommand(new AuditVerifyCommand(environment))
                .addSubcommand(new AuditListCommand(environment));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: audit verify or audit list");
    }
}
