package io.tributary.secureagg.seal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What a sealed update is bound to: it opens in this context and in no other. Both sides build it from what they hold
 * themselves, never from the upload. Immutable.
 *
 * @param run run id, 1..128 printable ASCII characters, as the other ids
 * @param round at least 0
 * @param device enrolled device id
 * @param planHash hex SHA-256 of the run's plan
 * @param modelVersion the version that was trained from, at least 0
 * @param chunkCount chunks of the update, at least 1
 */
public record SealContext(String run, int round, String device, String planHash, int modelVersion, int chunkCount) {
    private static final byte[] LABEL = "tributary/seal/1".getBytes(StandardCharsets.US_ASCII);
    private static final int MAX_ID = 128;

    /** Checks its arguments.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public SealContext {
        requireId("run", run);
        requireId("device", device);
        requireId("plan hash", planHash);
        requireAtLeast("round", round, 0);
        requireAtLeast("model version", modelVersion, 0);
        requireAtLeast("chunk count", chunkCount, 1);
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

    private static void requireId(String name, String id) {
        if (id.isEmpty() || id.length() > MAX_ID || !id.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException(
                    name + " must be 1.." + MAX_ID + " printable ASCII characters: '" + id + "'");
        }
    }

    private static void requireAtLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ", not " + value);
        }
    }
}
