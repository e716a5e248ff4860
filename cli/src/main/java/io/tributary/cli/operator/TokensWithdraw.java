package io.tributary.cli.operator;

import io.tributary.cli.console.ExitCode;
import io.tributary.cli.console.Version;
import io.tributary.operator.OperatorClient;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Withdraws an enrolment token. */
@Command(name = "withdraw", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Withdraws an enrolment token, so that nobody can use it. A device that it enrolled stays enrolled.",
        footer = {"", "Example:", "  ./tributary tokens withdraw 3e23e8160039594a33894f6564e1b134"})
final class TokensWithdraw extends OperatorCommand {
    @Parameters(paramLabel = "TOKEN", description = "the token's id, as tokens list shows it")
    private String token = "";

    TokensWithdraw(Map<String, String> environment) {
        super(environment);
    }

    @Override
    int perform(OperatorClient operator) throws Exception {
        String id = Names.token(token);
        operator.withdraw(id);
        say("token " + id + " is withdrawn");
        return ExitCode.OK;
    }
}
