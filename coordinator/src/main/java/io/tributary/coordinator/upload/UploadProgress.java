package io.tributary.coordinator.upload;

import io.tributary.coordinator.run.OpenRound;
import io.tributary.protocol.Sha256;
import io.tributary.secureagg.seal.SealedSizes;
import java.security.MessageDigest;

/**
 * How far an upload is verified: its parts are the header, then each sealed chunk, and offsets advance by whole parts alone.
 * Used by one thread at a time.
 */
final class UploadProgress {
    private final SealedSizes sizes;
    private final MessageDigest digest = Sha256.algorithm();
    private int parts;

    /** Nothing yet. */
    UploadProgress(OpenRound round) {
        this.sizes = SealedSizes.of(round.plan());
    }

    /** Bytes of the whole upload. */
    long length() {
        return sizes.totalBytes();
    }

    /** Bytes that are verified: where the next part begins. */
    long offset() {
        return isComplete() ? length() : parts == 0 ? 0 : sizes.chunkOffset(parts - 1);
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

    /** The next part is verified; these are its bytes. */
    void passed(byte[] sealed) {
        digest.update(sealed);
        parts++;
    }

    /** What a complete upload is; asked once. */
    CompletedUploads.Complete complete() {
        return new CompletedUploads.Complete(Sha256.finish(digest).hex(), length());
    }
}
