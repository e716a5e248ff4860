package io.tributary.cli.audit;

import io.tributary.cli.console.CommandException;
import io.tributary.client.TrustFile;
import io.tributary.protocol.RejectedException;
import io.tributary.secureagg.identity.KeyChain;
import io.tributary.secureagg.identity.VerifyingKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** The coordinator's public keys as an option has them. */
final class PinnedKey {
    private PinnedKey() {}

    /** @param option base64, or a file called {@value TrustFile#NAME} */
    static KeyChain of(String option) throws CommandException, IOException {
        try {
            Path file = Path.of(option);
            if (Files.isRegularFile(file) && file.endsWith(TrustFile.NAME)) {
                return TrustFile.read(file.toAbsolutePath().resolveSibling("")).orElseThrow().chain();
            }
            return KeyChain.pinned(VerifyingKey.of(Base64.getDecoder().decode(option)));
        } catch (IllegalArgumentException | RejectedException wrong) {
            throw new CommandException("--coordinator-key must be a file called " + TrustFile.NAME
                    + ", or 32 bytes as base64: " + wrong.getMessage(), wrong);
        }
    }
}
