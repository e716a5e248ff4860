package io.tributary.coordinator.upload;

import io.tributary.coordinator.store.BlobReader;
import io.tributary.coordinator.store.BlobStore;
import io.tributary.protocol.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/**
 * What is known of complete uploads: their hash, kept from when they arrived or, after a restart, read off the blob again.
 * Also the order between a device's own requests: what must not interleave holds the device's lock. Thread-safe.
 */
public final class CompletedUploads {
    private static final int REMEMBERED = 10_000;
    private static final int LOCKS = 256;
    private static final int PIECE = 1 << 18;

    /** A complete upload. */
    public record Complete(String sha256, long bytes) {}

    private final BlobStore blobs;
    private final ReentrantLock[] locks = IntStream.range(0, LOCKS).mapToObj(_ -> new ReentrantLock())
            .toArray(ReentrantLock[]::new);
    private final Map<String, Complete> known = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Complete> eldest) {
            return size() > REMEMBERED;
        }
    });

    public CompletedUploads(BlobStore blobs) {
        this.blobs = blobs;
    }

    /** The lock that a device shares with few others. */
    public ReentrantLock lock(String device) {
        return locks[Math.floorMod(device.hashCode(), LOCKS)];
    }

    /** An upload is complete and durable. */
    void completed(String blob, Complete upload) {
        known.put(blob, upload);
    }

    /** Removes a complete upload that does not count; none there is no error. */
    void delete(String blob) {
        known.remove(blob);
        blobs.delete(blob);
    }

    /** A complete upload, unless there is none of that name. Reads the blob if its hash is not remembered. */
    public Optional<Complete> find(String blob) {
        Complete remembered = known.get(blob);
        if (remembered != null) {
            return Optional.of(remembered);
        }
        return blobs.exists(blob) ? Optional.of(read(blob)) : Optional.empty();
    }

    private Complete read(String blob) {
        MessageDigest digest = Sha256.algorithm();
        try (BlobReader reader = blobs.read(blob)) {
            ByteBuffer piece = ByteBuffer.allocate(PIECE);
            for (long position = 0; position < reader.size(); position += PIECE) {
                piece.clear().limit((int) Math.min(PIECE, reader.size() - position));
                reader.read(position, piece);
                digest.update(piece.flip());
            }
            Complete upload = new Complete(Sha256.finish(digest).hex(), reader.size());
            known.put(blob, upload);
            return upload;
        }
    }
}
