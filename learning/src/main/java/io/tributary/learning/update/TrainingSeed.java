package io.tributary.learning.update;

import io.tributary.protocol.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A device's randomness in a round (I10): the first 8 bytes, big endian, of SHA-256("tributary/train" | run seed in 8 bytes |
 * device index in 4 | round in 4), all big endian.
 */
public final class TrainingSeed {
    private static final byte[] LABEL = "tributary/train".getBytes(StandardCharsets.US_ASCII);

    private TrainingSeed() {}

    /** The seed of one device in one round. */
    public static long of(long runSeed, int deviceIndex, int round) {
        MessageDigest digest = Sha256.algorithm();
        digest.update(LABEL);
        digest.update(ByteBuffer.allocate(Long.BYTES + 2 * Integer.BYTES).putLong(runSeed).putInt(deviceIndex)
                .putInt(round).flip());
        return ByteBuffer.wrap(digest.digest()).getLong();
    }
}
