package io.tributary.cli.operator;

import io.tributary.cli.console.CommandException;
import io.tributary.cli.console.ExitCode;
import io.tributary.cli.console.Version;
import io.tributary.experiments.yaml.DurationText;
import io.tributary.operator.OperatorClient;
import io.tributary.protocol.message.TokenRequest;
import io.tributary.protocol.message.TokensMinted;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Mints enrolment tokens. */
@Command(name = "create", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = {
            "Makes one-time tokens, each for one device. They are shown once: the coordinator keeps no copy."},
        footer = {"", "Example:", "  ./tributary tokens create --count 2 --out out/tokens"})
final class TokensCreate extends OperatorCommand {
    private static final Duration LONGEST = Duration.ofDays(90);

    @Option(names = "--count", paramLabel = "N", description = "how many, 1..1000. Default: 1")
    private int count = 1;

    @Option(names = "--expires", paramLabel = "TIME", description = "how long they are good, 1m to 90d. Default: 24h")
    private String expires = "24h";

    @Option(names = "--device", paramLabel = "NAME", description = "the one device that may use it; default: any")
    private @Nullable String device;

    @Option(names = "--out", paramLabel = "DIR",
            description = "writes each into a file of its own, token-1, token-2, ..., that only you can read; default: shows them")
    private @Nullable Path out;

    TokensCreate(Map<String, String> environment) {
        super(environment);
    }

    @Override
    int perform(OperatorClient operator) throws Exception {
        TokensMinted minted =
                operator.mint(new TokenRequest(checkedCount(), Instant.now().plus(life()).toEpochMilli(),
                        device == null ? null : Names.device(device)));
        if (out == null) {
            show(minted, String.join("\n", minted.tokens()));
        } else {
            List<Path> files = TokenFiles.write(out, minted.tokens());
            say("made " + files.getFirst() + (files.size() > 1 ? " to " + files.getLast() : "") + ", good until "
                    + Instant.ofEpochMilli(minted.expires()));
        }
        return ExitCode.OK;
    }

    private int checkedCount() throws CommandException {
        if (device != null && count != 1) {
            throw new CommandException("--count must be 1 with --device, not " + count);
        }
        if (count < 1 || count > TokenRequest.MOST) {
            throw new CommandException("--count must be 1.." + TokenRequest.MOST + ", not " + count);
        }
        return count;
    }

    private Duration life() throws CommandException {
        return DurationText.parse(expires)
                .filter(life -> life.compareTo(Duration.ofMinutes(1)) >= 0 && life.compareTo(LONGEST) <= 0)
                .orElseThrow(() -> new CommandException(
                        "--expires must be a time from 1m to 90d, such as 12h or 7d, not '" + expires + "'"));
    }
}
