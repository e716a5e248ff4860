package io.tributary.cli.operator;

import io.tributary.cli.console.ExitCode;
import io.tributary.cli.console.Version;
import io.tributary.operator.OperatorClient;
import io.tributary.protocol.message.TokensMinted;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a token that gives a device another key. */
@Command(name = "recover", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = {
            "Makes a one-time token that gives a device another key, for one whose directory was copied or whose key is lost.",
            "Start the device with it in the directory that is to go on: every other copy is out from then on.",
            "The token is good for a day and is shown once."},
        footer = {"", "Example:", "  ./tributary devices recover camera-7 --out out/tokens"})
final class DevicesRecover extends OperatorCommand {
    @Parameters(paramLabel = "NAME", description = "the device's name")
    private String device = "";

    @Option(names = "--out", paramLabel = "DIR",
            description = "writes it into a file token-1, or the next that is free, that only you can read; default: shows it")
    private @Nullable Path out;

    DevicesRecover(Map<String, String> environment) {
        super(environment);
    }

    @Override
    int perform(OperatorClient operator) throws Exception {
        TokensMinted minted = operator.recover(Names.device(device));
        if (out == null) {
            show(minted, String.join("\n", minted.tokens()));
        } else {
            List<Path> files = TokenFiles.write(out, minted.tokens());
            say("made " + files.getFirst() + ", good until " + Instant.ofEpochMilli(minted.expires()));
        }
        return ExitCode.OK;
    }
}
