package io.tributary.coordinator.store.memory;

import io.tributary.coordinator.store.Fence;
import io.tributary.coordinator.store.ModelStore;
import io.tributary.protocol.plan.SignedDocument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Lineages as lists: the index is the version. */
final class MemoryModelStore implements ModelStore {
    private static final String NO_PARENT = "0".repeat(64);
    private final Map<String, List<SignedDocument>> lineages = new HashMap<>();
    private final Map<String, TreeMap<Integer, SignedDocument>> states = new HashMap<>();
    private final World world;

    MemoryModelStore(World world) {
        this.world = world;
    }

    @Override
    public void commit(Fence fence, String model, int version, String parent, SignedDocument manifest,
            Optional<SignedDocument> state) {
        world.owned(fence, () -> {
            List<SignedDocument> lineage = lineages.getOrDefault(model, List.of());
            if (version >= 0 && version < lineage.size() && lineage.get(version).equals(manifest)) {
                return;
            }
            String newest = lineage.isEmpty() ? NO_PARENT : lineage.getLast().hash();
            if (version != lineage.size() || !parent.equals(newest)) {
                throw new IllegalStateException(model + " version " + version + " on " + parent
                        + " does not continue a lineage of " + lineage.size() + " versions that ends in " + newest);
            }
            lineages.computeIfAbsent(model, _ -> new ArrayList<>()).add(manifest);
            state.ifPresent(kept -> states.computeIfAbsent(model, _ -> new TreeMap<>()).put(version, kept));
        });
    }

    @Override
    public Optional<SignedDocument> state(String model, int version) {
        return world.in(() -> Optional.ofNullable(states.getOrDefault(model, new TreeMap<>()).get(version)));
    }

    @Override
    public void forgetStates(Fence fence, String model, int version) {
        world.owned(fence, () -> states.getOrDefault(model, new TreeMap<>()).headMap(version).clear());
    }

    @Override
    public Optional<SignedDocument> find(String model, int version) {
        return world.in(() -> lineages.getOrDefault(model, List.of()).stream().skip(Math.max(version, 0)).findFirst()
                .filter(_ -> version >= 0));
    }

    @Override
    public SortedMap<String, SignedDocument> newestOfEach(String after, int limit) {
        return world.in(() -> lineages.entrySet().stream().filter(lineage -> lineage.getKey().compareTo(after) > 0)
                .sorted(Map.Entry.comparingByKey()).limit(limit)
                .collect(Collectors.toMap(Map.Entry::getKey, lineage -> lineage.getValue().getLast(), (a, _) -> a,
                        TreeMap::new)));
    }

    @Override
    public Optional<SignedDocument> newest(String model) {
        return world.in(() -> Optional.ofNullable(lineages.get(model)).map(List::getLast));
    }
}
