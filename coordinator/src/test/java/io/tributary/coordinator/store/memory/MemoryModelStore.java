package io.tributary.coordinator.store.memory;

import io.tributary.coordinator.store.ChunkPlace;
import io.tributary.coordinator.store.DamagedException;
import io.tributary.coordinator.store.Fence;
import io.tributary.coordinator.store.ModelStore;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.protocol.transparency.LogEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Lineages as lists: the index is the version. */
final class MemoryModelStore implements ModelStore {
    private static final String NO_PARENT = "0".repeat(64);
    private final Map<String, List<SignedDocument>> lineages = new HashMap<>();
    private final Map<String, TreeMap<Integer, SignedDocument>> states = new HashMap<>();
    private final Map<String, TreeMap<Integer, Map<String, ChunkPlace>>> indexes = new HashMap<>();
    private final Map<String, Hold> holds = new HashMap<>();
    private final World world;

    private final Map<Hold, String> makers = new HashMap<>();
    private final List<LogEntry> log = new ArrayList<>();

    private final Map<String, Deleted> deleted = new TreeMap<>();

    private record Deleted(Instant at, int removed) {}

    private record Hold(String model, int version) {}

    MemoryModelStore(World world) {
        this.world = world;
    }

    @Override
    public void commit(Fence fence, String model, int version, String parent, SignedDocument manifest,
            Optional<SignedDocument> state, Map<String, ChunkPlace> index) {
        world.owned(fence, () -> {
            List<SignedDocument> lineage = lineages.getOrDefault(model, List.of());
            if (version >= 0 && version < lineage.size() && lineage.get(version).equals(manifest)) {
                return;
            }
            if (deleted.containsKey(model)) {
                throw new IllegalStateException("model " + model + " was deleted");
            }
            String newest = lineage.isEmpty() ? NO_PARENT : lineage.getLast().hash();
            if (version != lineage.size() || !parent.equals(newest)) {
                throw new IllegalStateException(model + " version " + version + " on " + parent
                        + " does not continue a lineage of " + lineage.size() + " versions that ends in " + newest);
            }
            lineages.computeIfAbsent(model, _ -> new ArrayList<>()).add(manifest);
            state.ifPresent(kept -> states.computeIfAbsent(model, _ -> new TreeMap<>()).put(version, kept));
            indexes.computeIfAbsent(model, _ -> new TreeMap<>()).put(version, Map.copyOf(index));
            makers.put(new Hold(model, version), fence.run());
            log.add(new LogEntry(model, version, manifest.hash()));
        });
    }

    @Override
    public long logged() {
        return world.in(log::size);
    }

    @Override
    public List<LogEntry> log(long from, int limit) {
        return world.in(() -> {
            if (from + limit > log.size()) {
                throw new DamagedException(
                        "the log has " + log.size() + " entries, and not " + limit + " after " + from);
            }
            return List.copyOf(log.subList((int) from, (int) from + limit));
        });
    }

    @Override
    public OptionalLong placeInLog(String model, int version) {
        return world.in(() -> IntStream.range(0, log.size()).filter(at -> log.get(at).model().equals(model)
                && log.get(at).version() == version).asLongStream().findFirst());
    }

    /** Whether a version that a run made has its chunks. */
    boolean madeKeptVersion(String run) {
        return makers.entrySet().stream().anyMatch(made -> made.getValue().equals(run)
                && indexes(made.getKey().model()).containsKey(made.getKey().version()));
    }

    private NavigableMap<Integer, Map<String, ChunkPlace>> indexes(String model) {
        return indexes.getOrDefault(model, new TreeMap<>());
    }

    @Override
    public Map<String, ChunkPlace> index(String model, int version) {
        return world.in(() -> indexes(model).getOrDefault(version, Map.of()));
    }

    @Override
    public Optional<ChunkPlace> chunk(String model, String sha256) {
        return world.in(() -> deleted.containsKey(model) ? Optional.<ChunkPlace>empty()
                : indexes(model).descendingMap().values().stream()
                        .flatMap(index -> Optional.ofNullable(index.get(sha256)).stream()).findFirst());
    }

    @Override
    public long bytes(String model, String run) {
        return world.in(() -> makers.entrySet().stream()
                .filter(made -> made.getValue().equals(run) && made.getKey().model().equals(model))
                .flatMap(made -> indexes(model).getOrDefault(made.getKey().version(), Map.of()).values().stream())
                .distinct().mapToLong(ChunkPlace::length).sum());
    }

    @Override
    public Set<String> packs(String model) {
        return world.in(() -> named(model));
    }

    private Set<String> named(String model) {
        return indexes(model).values().stream().flatMap(index -> index.values().stream()).map(ChunkPlace::pack)
                .collect(Collectors.toSet());
    }

    @Override
    public Set<String> retain(Fence fence, String model, int newest) {
        return world.owned(fence, () -> {
            int head = lineages.getOrDefault(model, List.of()).size() - 1;
            if (head < 0) {
                return Set.of();
            }
            holds.put(fence.run(), new Hold(model, head));
            releaseHolds();
            Set<String> gone = named(model);
            indexes(model).keySet().removeIf(version -> version <= head - newest
                    && !holds.containsValue(new Hold(model, version)));
            gone.removeAll(named(model));
            return gone;
        });
    }

    private void releaseHolds() {
        holds.keySet().removeIf(run -> Optional.ofNullable(world.runs.get(run))
                .filter(there -> List.of(RunView.Status.ACTIVE, RunView.Status.PAUSED).contains(there.status()))
                .isEmpty());
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
    public Set<Integer> kept(String model) {
        return world.in(() -> Set.copyOf(indexes(model).keySet()));
    }

    @Override
    public Set<String> forget(String model, int version) throws RejectedException {
        return world.in(() -> {
            int newest = seen(model).size() - 1;
            if (version < 0 || version >= newest) {
                throw new RejectedException(version == newest && newest >= 0 ? Reason.NEWEST_VERSION : Reason.NOT_FOUND,
                        model + " " + version);
            }
            releaseHolds();
            if (holds.containsValue(new Hold(model, version))) {
                throw new RejectedException(Reason.RUN_ACTIVE, model + " " + version);
            }
            Set<String> gone = named(model);
            indexes(model).remove(version);
            gone.removeAll(named(model));
            return gone;
        });
    }

    @Override
    public void delete(String model, Instant at) throws RejectedException {
        world.in(() -> {
            if (!lineages.containsKey(model) && !deleted.containsKey(model)) {
                throw new RejectedException(Reason.NOT_FOUND, model);
            }
            return deleted.putIfAbsent(model, new Deleted(at, 0));
        });
    }

    @Override
    public boolean restore(String model) {
        return world.in(() -> {
            deleted.entrySet().removeIf(it -> it.getKey().equals(model) && it.getValue().removed() == 0);
            return !deleted.containsKey(model);
        });
    }

    @Override
    public boolean isDeleted(String model) {
        return world.in(() -> deleted.containsKey(model));
    }

    @Override
    public List<String> removable(Instant before, int limit) {
        return world.in(() -> {
            deleted.replaceAll((_, it) -> it.removed() == 0 && it.at().isBefore(before) ? new Deleted(it.at(), 1) : it);
            return deleted.entrySet().stream().filter(it -> it.getValue().removed() == 1).map(Map.Entry::getKey)
                    .limit(limit).toList();
        });
    }

    @Override
    public boolean remove(String model, int rows) {
        return world.in(() -> {
            lineages.remove(model);
            states.remove(model);
            indexes.remove(model);
            return false;
        });
    }

    @Override
    public void removed(String model) {
        world.in(() -> deleted.computeIfPresent(model, (_, it) -> new Deleted(it.at(), 2)));
    }

    @Override
    public SortedMap<String, Version> newestOfDeleted(String after, int limit) {
        return world.in(() -> newestOfEach(after, limit, model -> deleted.containsKey(model)
                && Objects.requireNonNull(deleted.get(model)).removed() == 0));
    }

    /** The versions that can be seen. */
    private List<SignedDocument> seen(String model) {
        return deleted.containsKey(model) ? List.of() : lineages.getOrDefault(model, List.of());
    }

    @Override
    public Optional<SignedDocument> find(String model, int version) {
        return world.in(() -> seen(model).stream().skip(Math.max(version, 0)).findFirst()
                .filter(_ -> version >= 0));
    }

    @Override
    public List<Version> versions(String model, Optional<Integer> before, int limit) {
        return world.in(() -> {
            List<SignedDocument> lineage = seen(model);
            int end = Math.min(lineage.size(), before.orElse(Integer.MAX_VALUE));
            return IntStream.range(0, end).map(at -> end - 1 - at).limit(limit)
                    .mapToObj(version -> new Version(version, lineage.get(version))).toList();
        });
    }

    @Override
    public SortedMap<String, Version> newestOfEach(String after, int limit) {
        return world.in(() -> newestOfEach(after, limit, model -> !deleted.containsKey(model)));
    }

    private SortedMap<String, Version> newestOfEach(String after, int limit, Predicate<String> which) {
        return lineages.entrySet().stream().filter(lineage -> lineage.getKey().compareTo(after) > 0)
                .filter(lineage -> which.test(lineage.getKey())).sorted(Map.Entry.comparingByKey()).limit(limit)
                .collect(Collectors.toMap(Map.Entry::getKey, lineage -> last(lineage.getValue()), (a, _) -> a,
                        TreeMap::new));
    }

    private static Version last(List<SignedDocument> lineage) {
        return new Version(lineage.size() - 1, lineage.getLast());
    }

    @Override
    public Optional<SignedDocument> newest(String model) {
        return world.in(() -> Optional.of(seen(model)).filter(versions -> !versions.isEmpty()).map(List::getLast));
    }
}
