package io.tributary.client.internal.session;

import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.message.TokensMinted;
import io.tributary.secureagg.file.BoundedFile;
import io.tributary.secureagg.file.DurableFile;
import io.tributary.secureagg.file.KeyFile;
import io.tributary.secureagg.identity.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The new key of a device that is recovered by a token. It is made durable under the token's name before it is shown, and put in the place
 * of the device's key once the coordinator has certified it. Each token does so once: afterwards it is of no use in this directory, so
 * that it may stay in a configuration.
 */
public final class RecoveredKey {
    private static final String DONE = "recovered";
    private static final int NAME = 16;
    private final Path home;
    private final Path identity;
    private final String token;

    private RecoveredKey(Path home, Path identity, String token) {
        this.home = home;
        this.identity = identity;
        this.token = token;
    }

    /**
     * The recovery that a token asks for; empty if it is another kind of token, or has done it here.
     *
     * @param identity the file of the device's key
     * @throws IOException if the directory cannot be read
     */
    public static Optional<RecoveredKey> of(Path home, Path identity, Optional<String> token) throws IOException {
        Optional<RecoveredKey> asked = token.filter(shown -> shown.startsWith(TokensMinted.RECOVERS))
                .map(shown -> new RecoveredKey(home, identity,
                        Sha256.of(shown.getBytes(StandardCharsets.UTF_8)).hex()));
        return asked.isPresent() && asked.get().isDone() ? Optional.empty() : asked;
    }

    private boolean isDone() throws IOException {
        Path done = home.resolve(DONE);
        try {
            return Files.exists(done)
                    && new String(BoundedFile.read(done, token.length()), StandardCharsets.US_ASCII).equals(token);
        } catch (RejectedException other) {
            return false;
        }
    }

    private Path fresh() {
        return home.resolve("recovery-" + token.substring(0, NAME) + ".key");
    }

    /** The new key, made at first use. @throws IOException if it cannot be kept or read */
    public SigningKey key() throws IOException {
        return KeyFile.signing(fresh());
    }

    /** The key is certified: from now on it is the device's. */
    void install() throws IOException {
        KeyFile.write(identity, key());
    }

    /** The certificate is kept as well: the token has done what it is for. */
    void finish() throws IOException {
        DurableFile.replace(home.resolve(DONE), token.getBytes(StandardCharsets.US_ASCII));
        Files.deleteIfExists(fresh());
    }
}
