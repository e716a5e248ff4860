package io.tributary.coordinator.http.entrance;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.tributary.coordinator.store.ObjectReader;
import io.tributary.coordinator.store.StoreException;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * The encoded chunks that were asked for lately, one copy of each for all who are being sent it: the cohort of a round downloads the same
 * version. One that nobody asks for is forgotten after a minute. A chunk never changes, because its name is the hash of its bytes. Thread-safe; blocks on storage.
 */
public final class SharedChunks {
    static final Duration KEPT = Duration.ofMinutes(1);

    private record Key(String model, String sha256) {}

    private final Cache<Key, Buffer> chunks;

    /** Keeps at most so many bytes. */
    SharedChunks(long bytes) {
        this(bytes, Ticker.systemTicker());
    }

    SharedChunks(long bytes, Ticker ticker) {
        this.chunks = Caffeine.newBuilder().maximumWeight(bytes).weigher((Key _, Buffer chunk) -> chunk.length())
                .expireAfterAccess(KEPT).ticker(ticker)
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
