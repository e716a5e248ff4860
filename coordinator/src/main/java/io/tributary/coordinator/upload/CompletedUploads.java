package io.tributary.coordinator.upload;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tributary.coordinator.store.BlobReader;
import io.tributary.coordinator.store.BlobStore;
import io.tributary.protocol.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * Uploads that are complete and durable, whether they count or not. The hashes of those that came last are remembered; another
 * one's, or any after a restart, is computed from its blob. Thread-safe.
 */
final class CompletedUploads {
    /** Hashes that are remembered. */
    static final int REMEMBERED = 10_000;
    private static final int PIECE = 1 << 18;

    private final BlobStore blobs;
    private final Cache<String, Completed> known = Caffeine.newBuilder().maximumSize(REMEMBERED)
            .executor(Runnable::run).build();

    /** A complete upload: the hash of its bytes in hex, and how many there are. */
    record Completed(String sha256, long bytes) {}

    CompletedUploads(BlobStore blobs) {
        this.blobs = blobs;
    }

    /** An upload is complete and durable: it takes the place of all others of its device for its round. */
    void add(UploadId upload, Completed completed) {
        known.put(upload.blob(), completed);
        blobs.list(upload.prefix()).stream().filter(name -> !name.equals(upload.blob())).forEach(this::delete);
    }

    /** Whether an upload is complete. */
    boolean contains(UploadId upload) {
        return blobs.exists(upload.blob());
    }

    /** Removes a complete upload that does not count; none there is no error. */
    void delete(UploadId upload) {
        delete(upload.blob());
    }

    private void delete(String blob) {
        known.invalidate(blob);
        blobs.delete(blob);
    }

    /** A complete upload, unless there is none of this id. Reads the blob if its hash is not remembered. */
    Optional<Completed> find(UploadId upload) {
        Completed remembered = known.getIfPresent(upload.blob());
        if (remembered != null) {
            return Optional.of(remembered);
        }
        return contains(upload) ? Optional.of(read(upload.blob())) : Optional.empty();
    }

    private Completed read(String blob) {
        MessageDigest digest = Sha256.algorithm();
        try (BlobReader reader = blobs.read(blob)) {
            ByteBuffer piece = ByteBuffer.allocate(PIECE);
            for (long position = 0; position < reader.size(); position += PIECE) {
                piece.clear().limit((int) Math.min(PIECE, reader.size() - position));
                reader.read(position, piece);
                digest.update(piece.flip());
            }
            Completed upload = new Completed(Sha256.finish(digest).hex(), reader.size());
            known.put(blob, upload);
            return upload;
        }
    }

    /** How many hashes are remembered. */
    long remembered() {
        known.cleanUp();
        return known.estimatedSize();
    }
}
