package io.tributary.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.tributary.client.internal.trust.PinnedKeys;
import io.tributary.protocol.Fields;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.keys.KeyLink;
import io.tributary.protocol.message.KeyPage;
import io.tributary.protocol.message.WireJson;
import io.tributary.secureagg.file.BoundedFile;
import io.tributary.secureagg.file.DurableFile;
import io.tributary.secureagg.file.FollowedKeys;
import io.tributary.secureagg.identity.KeyChain;
import io.tributary.secureagg.identity.VerifyingKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pinned keys as a file, {@value #NAME}, for devices that are provisioned by copying files: {@code {"owner": base64,
 * "coordinator": base64, "keys": [...]}}, the first two raw 32-byte Ed25519 public keys, the last the coordinator's key sets so far.
 * Immutable.
 *
 * @param owner signs plans
 * @param coordinator a root of the coordinator: it signs the keys that sign offers, manifests, receipts and certificates
 * @param keys the key sets that are known, verified when they are read; may be empty
 */
public record TrustFile(VerifyingKey owner, VerifyingKey coordinator, List<KeyLink> keys) {
    /** Its name in the client's directory. */
    public static final String NAME = "trust.json";
    /** The keys that were followed, in the client's directory. */
    private static final String FOLLOWED = "keys.json";
    private static final Logger LOG = LoggerFactory.getLogger(TrustFile.class);
    private static final int MOST = 4096 + KeyPage.MAX_BYTES;

    /** @throws IllegalArgumentException if one is null */
    public TrustFile {
        Fields.given("owner", owner);
        Fields.given("coordinator", coordinator);
        keys = List.copyOf(Fields.given("keys", keys));
    }

    /** What the file says. */
    record Content(byte[] owner, byte[] coordinator,
            @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(nulls = Nulls.SET) @Nullable List<KeyLink> keys) {}

    /** Pinned keys, of which no set is known yet. */
    public TrustFile(VerifyingKey owner, VerifyingKey coordinator) {
        this(owner, coordinator, List.of());
    }

    /**
     * The coordinator's keys, as far as this file knows them.
     *
     * @throws RejectedException if its key sets do not follow from each other, or the pinned root is that of none
     */
    public KeyChain chain() throws RejectedException {
        return KeyChain.pinned(coordinator).follow(keys);
    }

    /**
     * Writes the file into a directory, over one that is there, in one step.
     *
     * @throws IOException if it cannot be written
     */
    public void write(Path directory) throws IOException {
        DurableFile.replace(Fields.given("directory", directory).resolve(NAME),
                WireJson.write(new Content(owner.raw(), coordinator.raw(), keys)));
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
        List<KeyLink> keys = content.keys() == null ? List.of() : content.keys();
        TrustFile read =
                new TrustFile(VerifyingKey.of(content.owner()), VerifyingKey.of(content.coordinator()), keys);
        read.chain();
        return Optional.of(read);
    }

    /**
     * The keys that were set, and those of the file for what was not.
     *
     * @param directory the client's own
     * @param trusted where the file is
     */
    static PinnedKeys keys(Path directory, Path trusted, Optional<VerifyingKey> owner, Optional<KeyChain> coordinator)
            throws IOException {
        if (owner.isPresent() && coordinator.isPresent()) {
            return pinned(directory, owner.get(), coordinator.get());
        }
        TrustFile file = provisioned(trusted).orElseThrow(() -> new IllegalArgumentException(
                "the keys to trust are not set: set ownerKey and coordinatorKey, or put " + NAME + " into "
                        + trusted));
        return pinned(directory, owner.orElse(file.owner),
                coordinator.isPresent() ? coordinator.get() : known(trusted, file));
    }

    private static KeyChain known(Path directory, TrustFile file) throws IOException {
        try {
            return file.chain();
        } catch (RejectedException changed) {
            throw new IOException(directory.resolve(NAME) + ": " + changed.getMessage(), changed);
        }
    }

    private static PinnedKeys pinned(Path directory, VerifyingKey owner, KeyChain coordinator) throws IOException {
        return new PinnedKeys(owner,
                FollowedKeys.open(directory.resolve(FOLLOWED), coordinator, said -> LOG.warn("{}", said)));
    }

    private static Optional<TrustFile> provisioned(Path directory) throws IOException {
        try {
            return read(directory);
        } catch (RejectedException malformed) {
            throw new IOException(directory.resolve(NAME) + " must be {\"owner\": base64, \"coordinator\": base64} of "
                    + "two raw Ed25519 public keys, and \"keys\" that follow: " + malformed.getMessage(), malformed);
        }
    }
}
