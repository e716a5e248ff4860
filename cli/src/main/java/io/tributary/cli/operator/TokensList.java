package io.tributary.cli.operator;

import io.tributary.cli.console.ExitCode;
import io.tributary.cli.console.Table;
import io.tributary.cli.console.Version;
import io.tributary.operator.OperatorClient;
import io.tributary.protocol.message.TokenPage;
import io.tributary.protocol.message.TokenView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.Command;

/** Shows enrolment and recovery tokens. */
@Command(name = "list", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Shows tokens by their ids: whether they enrol a device or recover one (devices recover), whether they "
                + "were used, and for which device. No token is shown.",
        footer = {"", "Example:", "  ./tributary tokens list"})
final class TokensList extends OperatorCommand {
    TokensList(Map<String, String> environment) {
        super(environment);
    }

    @Override
    int perform(OperatorClient operator) throws Exception {
        List<TokenPage> pages = Pages.all(operator::tokens, TokenPage::next);
        List<TokenView> tokens = pages.stream().flatMap(page -> page.tokens().stream()).toList();
        show(tokens, new Table(List.of("TOKEN", "KIND", "STATE", "DEVICE", "CREATED", "EXPIRES"),
                tokens.stream().map(TokensList::row).toList()));
        return ExitCode.OK;
    }

    private static List<String> row(TokenView token) {
        return List.of(token.id(), token.kind().code(), token.state().code(),
                Objects.requireNonNullElse(token.device(), "any"),
                Instant.ofEpochMilli(token.created()).toString(), Instant.ofEpochMilli(token.expires()).toString());
    }
}
