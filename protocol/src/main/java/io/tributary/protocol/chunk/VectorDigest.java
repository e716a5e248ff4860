package io.tributary.protocol.chunk;

import io.tributary.protocol.Sha256;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Objects;

/**
 * SHA-256 of a float32 vector written as little-endian bytes, fed in pieces of any size: the identity of a model that does
 * not depend on how it is cut or encoded. One thread.
 */
public final class VectorDigest {
    private static final int STEP = 4096;

    private final MessageDigest digest = Sha256.algorithm();
    private final ByteBuffer bytes = ByteBuffer.allocate(STEP * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);

    /** The digest of a whole vector. */
    public static Sha256 of(float[] vector) {
        VectorDigest digest = new VectorDigest();
        digest.update(vector, 0, vector.length);
        return digest.finish();
    }

    /**
     * Feeds the next values. Bits count as they are: 0 and -0 differ, and so do two NaNs.
     *
     * @throws IndexOutOfBoundsException if the range is not within the array
     */
    public void update(float[] values, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, values.length);
        for (int done = 0; done < length; done += STEP) {
            int step = Math.min(STEP, length - done);
            bytes.asFloatBuffer().put(values, offset + done, step);
            digest.update(bytes.array(), 0, step * Float.BYTES);
        }
    }

    /** The digest of all values so far; begins afresh. */
    public Sha256 finish() {
        return Sha256.finish(digest);
    }
}
