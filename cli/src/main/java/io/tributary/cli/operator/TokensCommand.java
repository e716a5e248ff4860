package io.tributary.cli.operator;

import io.tributary.cli.console.Version;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Enrolment tokens. */
@Command(name = "tokens", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Makes, shows and withdraws the one-time tokens by which devices enrol.",
        synopsisSubcommandLabel = "COMMAND")
public final class TokensCommand extends CommandGroup {
    private TokensCommand() {}

    public static CommandLine commandLine(Map<String, String> environment) {
        return new CommandLine(new TokensCommand()).addSubcommand(new TokensCreate(environment))
                .addSubcommand(new TokensList(environment)).addSubcommand(new TokensWithdraw(environment));
    }
}
