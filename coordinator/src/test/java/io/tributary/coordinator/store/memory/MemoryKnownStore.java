package io.tributary.coordinator.store.memory;

import io.tributary.coordinator.store.KnownStore;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Words in a map. */
final class MemoryKnownStore implements KnownStore {
    private final Map<String, String> words = new HashMap<>();
    private final World world;

    MemoryKnownStore(World world) {
        this.world = world;
    }

    @Override
    public Optional<String> find(String name) {
        return world.in(() -> Optional.ofNullable(words.get(name)));
    }

    @Override
    public void remember(String name, String value) {
        world.in(() -> words.put(name, value));
    }
}
