package io.tributary.coordinator.metrics;

import io.tributary.coordinator.store.ObjectStore;
import io.tributary.coordinator.store.ObjectWriter;
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

    private final ObjectStore objects;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private Instant looked = Instant.MIN;
    private Optional<StoreException> broken = Optional.empty();

    public StorageProbe(ObjectStore objects, InstantSource clock) {
        this.objects = objects;
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
        try (ObjectWriter object = objects.write(NAME)) {
            object.append(ByteBuffer.allocate(BYTES));
            object.commit();
            objects.delete(NAME);
            return Optional.empty();
        } catch (StoreException failed) {
            return Optional.of(failed);
        }
    }
}
