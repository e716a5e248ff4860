package io.tributary.client;

import io.tributary.client.internal.trust.PinnedKeys;
import io.tributary.protocol.Fields;
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
 * "coordinator": base64}}, each a raw 32-byte Ed25519 public key. Immutable.
 *
 * @param owner signs plans
 * @param coordinator signs offers, manifests, receipts and certificates
 */
public record TrustFile(VerifyingKey owner, VerifyingKey coordinator) {
    /** Its name in the client's directory. */
    public static final String NAME = "trust.json";
    private static final int MOST = 4096;

    /** @throws IllegalArgumentException if one is null */
    public TrustFile {
        Fields.given("owner", owner);
        Fields.given("coordinator", coordinator);
    }

    /** What the file says. */
    record Content(byte[] owner, byte[] coordinator) {}

    /**
     * Writes the file into a directory, over one that is there, in one step.
     *
     * @throws IOException if it cannot be written
     */
    public void write(Path directory) throws IOException {
        DurableFile.replace(Fields.given("directory", directory).resolve(NAME),
                WireJson.write(new Content(owner.raw(), coordinator.raw())));
    }

    /**
     * Reads the file of a directory; empty if there is none.
     *
     * @throws IOException if it cannot be read
     * @throws RejectedException if it is not such a file
     */
    public static Optional<TrustFile> read(Path directory) throws IOException, RejectedException {
        Path file = Fields.given("directory", directory).resolve(NAME);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Content content = WireJson.readDocument(BoundedFile.read(file, MOST), Content.class);
        return Optional.of(new TrustFile(VerifyingKey.of(content.owner()), VerifyingKey.of(content.coordinator())));
    }

    /** The keys that were set, and those of the file for what was not. */
    static PinnedKeys keys(Path directory, Optional<VerifyingKey> owner, Optional<VerifyingKey> coordinator)
            throws IOException {
        if (owner.isPresent() && coordinator.isPresent()) {
            return new PinnedKeys(owner.get(), coordinator.get());
        }
        TrustFile file = provisioned(directory).orElseThrow(() -> new IllegalArgumentException(
                "the keys to trust are not set: set ownerKey and coordinatorKey, or put " + NAME + " into "
                        + directory));
        return new PinnedKeys(owner.orElse(file.owner), coordinator.orElse(file.coordinator));
    }

    private static Optional<TrustFile> provisioned(Path directory) throws IOException {
        try {
            return read(directory);
        } catch (RejectedException malformed) {
            throw new IOException(directory.resolve(NAME) + " must be {\"owner\": base64, \"coordinator\": base64} of "
                    + "two raw Ed25519 public keys: " + malformed.getMessage(), malformed);
        }
    }
}
