package io.tributary.coordinator.metrics;

import io.tributary.coordinator.store.BlobStore;
import io.tributary.coordinator.store.BlobWriter;
import io.tributary.coordinator.store.StoreException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Finds out whether storage takes a write: what only reads does not notice a full disk. Writes at most once in two seconds,
 * however often it is asked. Thread-safe; blocks.
 */
public final class StorageProbe {
    /** How long an answer holds. */
    static final Duration FRESH = Duration.ofSeconds(2);
    static final String NAME = "probe";
    private static final int BYTES = 64 * 1024;

    private final BlobStore blobs;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private Instant looked = Instant.MIN;
    private Optional<StoreException> broken = Optional.empty();

    public StorageProbe(BlobStore blobs, InstantSource clock) {
        this.blobs = blobs;
        this.clock = clock;
    }

    /** Passes if storage takes writes. @throws StoreException if the last write failed */
    public void require() {
        lock.lock();
        try {
            Instant now = clock.instant();
            if (now.isBefore(looked) || !now.isBefore(looked.plus(FRESH))) {
                broken = look();
                looked = now;
            }
            if (broken.isPresent()) {
                throw new StoreException("storage takes no writes", broken.get());
            }
        } finally {
            lock.unlock();
        }
    }

    private Optional<StoreException> look() {
        try (BlobWriter blob = blobs.write(NAME)) {
            blob.append(ByteBuffer.allocate(BYTES));
            blob.commit();
            blobs.delete(NAME);
            return Optional.empty();
        } catch (StoreException failed) {
            return Optional.of(failed);
        }
    }
}
