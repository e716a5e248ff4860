package io.tributary.examples.cli;

import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Enrolment tokens. */
@Command(name = "tokens", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Makes one-time tokens by which devices enrol.", synopsisSubcommandLabel = "COMMAND")
final class TokensCommand extends Group {
    private TokensCommand() {}

    static CommandLine commandLine(Map<String, String> environment) {
        return new CommandLine(new TokensCommand()).addSubcommand(new TokensCreate(environment));
    }
}
