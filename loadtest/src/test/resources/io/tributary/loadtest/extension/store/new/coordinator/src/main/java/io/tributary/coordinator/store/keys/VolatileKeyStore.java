package io.tributary.coordinator.store.keys;

import io.tributary.coordinator.store.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Round keys in memory: gone with the process. */
public final class VolatileKeyStore implements KeyStore {
    private final Map<String, byte[]> keys = new ConcurrentHashMap<>();

    @Override
    public byte[] putIfAbsent(String name, byte[] secret) {
        byte[] copy = secret.clone();
        byte[] before = keys.putIfAbsent(KeyStore.requireName(name), copy);
        return (before == null ? copy : before).clone();
    }

    @Override
    public Optional<byte[]> find(String name) {
        return Optional.ofNullable(keys.get(KeyStore.requireName(name))).map(byte[]::clone);
    }

    @Override
    public List<String> list() {
        return keys.keySet().stream().sorted().toList();
    }

    @Override
    public void destroy(String name) {
        keys.remove(KeyStore.requireName(name));
    }
}
