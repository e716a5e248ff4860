package io.tributary.coordinator.upload;

import io.tributary.protocol.Sha256;
import io.tributary.secureagg.seal.SealedSizes;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * How far an upload is verified. Its parts are the header, then each sealed chunk; only whole parts are verified. Holds neither
 * bytes nor keys, so that it can be kept between two requests. Used by one thread at a time.
 */
final class VerifiedParts {
    private final SealedSizes sizes;
    private final MessageDigest digest = Sha256.algorithm();
    private String header = "";
    private int parts;

    /** None yet. */
    VerifiedParts(SealedSizes sizes) {
        this.sizes = sizes;
    }

    /** Bytes that are verified: where the next part begins. */
    long offset() {
        return isComplete() ? sizes.totalBytes() : parts == 0 ? 0 : sizes.chunkOffset(parts - 1);
    }

    /** Length of the next part. */
    int nextBytes() {
        return parts == 0 ? sizes.headerBytes() : sizes.chunkBytes(parts - 1);
    }

    /** Index of the next chunk, -1 if the header is next. */
    int nextChunk() {
        return parts - 1;
    }

    boolean isComplete() {
        return parts == sizes.chunkCount() + 1;
    }

    /** The next part is verified; its bytes are the first of these. */
    void add(byte[] sealed, int length) {
        digest.update(sealed, 0, length);
        if (parts == 0) {
            header = Sha256.of(Arrays.copyOf(sealed, length)).hex();
        }
        parts++;
    }

    /** Hex hash of the header, once it is verified. */
    String header() {
        return header;
    }

    /** Hash of all parts. Asked once: nothing can be added afterwards. */
    Sha256 finish() {
        return Sha256.finish(digest);
    }
}
