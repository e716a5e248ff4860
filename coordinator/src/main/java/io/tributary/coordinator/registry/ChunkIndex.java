package io.tributary.coordinator.registry;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tributary.coordinator.store.ChunkPlace;
import io.tributary.coordinator.store.ModelStore;
import java.util.Optional;

/** Where the chunks of kept versions lie. Those that were asked for last are remembered. Thread-safe; blocks on storage. */
final class ChunkIndex {
    private static final int REMEMBERED = 50_000;

    private record Key(String model, String sha256) {}

    private final ModelStore models;
    private final Cache<Key, ChunkPlace> known = Caffeine.newBuilder().maximumSize(REMEMBERED)
            .executor(Runnable::run).build();

    ChunkIndex(ModelStore models) {
        this.models = models;
    }

    /** What is remembered of a model is out of date. */
    void forget(String model) {
        known.asMap().keySet().removeIf(key -> key.model.equals(model));
    }

    /** The places of one model's chunks. */
    PackedChunks.Places of(String model) {
        return new PackedChunks.Places() {
            @Override
            public Optional<ChunkPlace> find(String sha256) {
                return Optional.ofNullable(known.get(new Key(model, sha256),
                        key -> models.chunk(key.model, key.sha256).orElse(null)));
            }

            @Override
            public void moved(String sha256) {
                known.invalidate(new Key(model, sha256));
            }
        };
    }
}
