package io.tributary.client.internal.trust;

import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.WireJson;
import io.tributary.secureagg.file.BoundedFile;
import io.tributary.secureagg.file.DurableFile;
import io.tributary.secureagg.identity.VerifyingKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The pinned keys as a file, {@value #NAME}, for devices that are provisioned by copying files: {@code {"owner": base64,
 * "coordinator": base64}}, each a raw 32-byte Ed25519 public key.
 */
public final class TrustFile {
    /** Its name in the client's directory. */
    public static final String NAME = "trust.json";
    private static final int MOST = 4096;

    private TrustFile() {}

    /** What the file says. */
    record Content(byte[] owner, byte[] coordinator) {}

    /**
     * Writes the file into a directory, over one that is there, in one step.
     *
     * @throws IOException if it cannot be written
     */
    public static void write(Path directory, PinnedKeys keys) throws IOException {
        DurableFile.replace(directory.resolve(NAME),
                WireJson.write(new Content(keys.owner().raw(), keys.coordinator().raw())));
    }

    /**
     * The keys, or empty if the directory has no such file.
     *
     * @throws IOException if it cannot be read
     * @throws RejectedException if it is not such a file
     */
    public static Optional<PinnedKeys> read(Path directory) throws IOException, RejectedException {
        Path file = directory.resolve(NAME);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Content content = WireJson.readDocument(BoundedFile.read(file, MOST), Content.class);
        return Optional.of(new PinnedKeys(VerifyingKey.of(content.owner()), VerifyingKey.of(content.coordinator())));
    }
}
