package io.tributary.coordinator.registry;

import io.tributary.coordinator.store.ChunkPlace;
import io.tributary.coordinator.store.ObjectStore;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Where other writers of a version keep chunks, in packs that are durable. Thread-safe. */
final class AdoptedPlaces {
    private final ObjectStore objects;
    private final Map<String, ChunkPlace> places = new ConcurrentHashMap<>();
    private final Set<String> packs = ConcurrentHashMap.newKeySet();

    AdoptedPlaces(ObjectStore objects) {
        this.objects = objects;
    }

    /** Another writer keeps this. If two do, it is taken from the first. */
    ChunkPlace add(PartIndex.Named chunk) {
        packs.add(chunk.place().pack());
        ChunkPlace first = places.putIfAbsent(chunk.sha256(), chunk.place());
        return first == null ? chunk.place() : first;
    }

    Optional<ChunkPlace> find(String sha256) {
        return Optional.ofNullable(places.get(sha256));
    }

    /** Deletes the packs of other writers but these. */
    void withdraw(Set<String> used) {
        packs.stream().filter(pack -> !used.contains(pack)).forEach(objects::delete);
    }
}
