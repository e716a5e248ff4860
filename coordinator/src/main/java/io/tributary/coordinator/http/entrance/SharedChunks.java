package io.tributary.coordinator.http.entrance;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tributary.coordinator.store.ObjectReader;
import io.tributary.coordinator.store.StoreException;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;

/**
 * The encoded chunks that were asked for most, one copy of each for all who are being sent it: the cohort of a round downloads the same
 * version. A chunk never changes, because its name is the hash of its bytes. Thread-safe; blocks on storage.
 */
public final class SharedChunks {
    private record Key(String model, String sha256) {}

    private final Cache<Key, Buffer> chunks;

    /** Keeps at most so many bytes. */
    SharedChunks(long bytes) {
        this.chunks = Caffeine.newBuilder().maximumWeight(bytes).weigher((Key _, Buffer chunk) -> chunk.length())
                .executor(Runnable::run).build();
    }

    /**
     * All bytes of a chunk, read from {@code stored} unless they are here, which is closed. Nobody may change them.
     *
     * @throws StoreException if storage breaks
     */
    public Buffer of(String model, String sha256, ObjectReader stored) {
        try (stored) {
            return chunks.get(new Key(model, sha256), _ -> read(stored));
        }
    }

    private static Buffer read(ObjectReader stored) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(stored.size()));
        stored.read(0, bytes);
        return Buffer.buffer(bytes.array());
    }

    /** How many bytes are kept. */
    long bytes() {
        chunks.cleanUp();
        return chunks.policy().eviction().orElseThrow().weightedSize().orElseThrow();
    }
}
