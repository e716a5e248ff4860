package io.tributary.coordinator.store.memory;

import io.tributary.coordinator.store.AuditStore;
import io.tributary.protocol.plan.SignedDocument;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The audit log in a map. */
final class MemoryAuditStore implements AuditStore {
    private final NavigableMap<Long, SignedDocument> entries = new TreeMap<>();
    private final Set<String> befores = new HashSet<>();
    private final World world;

    MemoryAuditStore(World world) {
        this.world = world;
    }

    @Override
    public boolean append(long sequence, String previous, SignedDocument entry) {
        return world.in(() -> {
            if (entries.containsKey(sequence) || !befores.add(previous)) {
                return false;
            }
            entries.put(sequence, entry);
            return true;
        });
    }

    @Override
    public List<SignedDocument> after(long sequence, int limit) {
        return world.in(() -> entries.tailMap(sequence, false).values().stream().limit(limit).toList());
    }

    @Override
    public Optional<SignedDocument> newest() {
        return world.in(() -> entries.isEmpty() ? Optional.empty() : Optional.of(entries.lastEntry().getValue()));
    }
}
