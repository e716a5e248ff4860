package io.tributary.protocol.transparency;

import io.tributary.protocol.Fields;
import io.tributary.protocol.Ids;
import io.tributary.protocol.Sha256;
import java.nio.charset.StandardCharsets;

/**
 * What the log says of one version. Its leaf is a text of five lines, the same bytes for ever: {@code tributary/v1/log-entry}, {@code version}, the
 * model's name, the number of the version, and the hash of the manifest that was signed. Immutable.
 *
 * @param model registry name
 * @param version its number, from 0
 * @param manifest hex SHA-256 of the manifest's bytes, as {@link io.tributary.protocol.plan.SignedDocument#hash} has it
 */
public record LogEntry(String model, int version, String manifest) {
    private static final String KIND = "tributary/v1/log-entry\nversion\n";

    /**
     * Checks its arguments.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public LogEntry {
        Ids.model(model);
        Fields.within("version", version, 0, Integer.MAX_VALUE);
        Sha256.requireHex("manifest", manifest);
    }

    /** The bytes that the log has at its place. */
    public byte[] data() {
        return (KIND + model + "\n" + version + "\n" + manifest + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** The hash of its leaf. */
    public Sha256 leaf() {
        return MerkleProofs.leaf(data());
    }
}
