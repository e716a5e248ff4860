package io.tributary.coordinator.store.memory;

import io.tributary.coordinator.store.KeyStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Secrets in a map, copied on the way in and out. */
final class MemoryKeyStore implements KeyStore {
    private final Map<String, byte[]> secrets = new HashMap<>();
    private final World world;

    MemoryKeyStore(World world) {
        this.world = world;
    }

    @Override
    public byte[] putIfAbsent(String name, byte[] secret) {
        KeyStore.requireName(name);
        return world.in(() -> secrets.computeIfAbsent(name, _ -> secret.clone()).clone());
    }

    @Override
    public Optional<byte[]> find(String name) {
        KeyStore.requireName(name);
        return world.in(() -> Optional.ofNullable(secrets.get(name)).map(byte[]::clone));
    }

    @Override
    public List<String> list() {
        return world.in(() -> secrets.keySet().stream().sorted().toList());
    }

    @Override
    public void destroy(String name) {
        KeyStore.requireName(name);
        world.in(() -> Optional.ofNullable(secrets.remove(name)));
    }
}
