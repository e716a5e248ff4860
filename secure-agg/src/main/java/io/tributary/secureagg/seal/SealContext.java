package io.tributary.secureagg.seal;

import io.tributary.protocol.Fields;
import io.tributary.protocol.Ids;
import io.tributary.protocol.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What a sealed update is bound to: it opens in this context and in no other. Both sides build it from what they hold
 * themselves, never from the upload. Immutable.
 *
 * @param run UUIDv7 of the run
 * @param round 1-based
 * @param device enrolled device id
 * @param planHash hex SHA-256 of the run's plan
 * @param modelVersion the version that was trained from, at least 0
 * @param chunkCount chunks of the update, at least 1
 */
public record SealContext(String run, int round, String device, String planHash, int modelVersion, int chunkCount) {
    private static final byte[] LABEL = "tributary/seal/1".getBytes(StandardCharsets.US_ASCII);

    /** Checks its arguments.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public SealContext {
        Ids.run(run);
        Fields.within("round", round, 1, Integer.MAX_VALUE);
        Ids.device(device);
        Sha256.requireHex("planHash", planHash);
        Fields.within("modelVersion", modelVersion, 0, Integer.MAX_VALUE);
        Fields.within("chunkCount", chunkCount, 1, Integer.MAX_VALUE);
    }

    /**
     * A label, then every field in the order above; ids as a 4-byte big-endian length and ASCII bytes, numbers as 4 bytes. Two
     * contexts have the same bytes only if they are equal.
     */
    byte[] encode() {
        return append(0).array();
    }

    /** {@link #encode}, then the chunk's index in 4 bytes: what a chunk's ciphertext authenticates beside itself. */
    byte[] encode(int chunk) {
        return append(Integer.BYTES).putInt(chunk).array();
    }

    private ByteBuffer append(int spare) {
        int length = LABEL.length + 6 * Integer.BYTES + run.length() + device.length() + planHash.length();
        ByteBuffer bytes = ByteBuffer.allocate(length + spare).put(LABEL);
        putId(bytes, run).putInt(round);
        putId(putId(bytes, device), planHash);
        return bytes.putInt(modelVersion).putInt(chunkCount);
    }

    private static ByteBuffer putId(ByteBuffer bytes, String id) {
        return bytes.putInt(id.length()).put(id.getBytes(StandardCharsets.US_ASCII));
    }
}
