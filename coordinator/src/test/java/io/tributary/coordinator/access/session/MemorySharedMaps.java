package io.tributary.coordinator.access.session;

import io.tributary.coordinator.cluster.ClusterException;
import io.tributary.coordinator.cluster.SharedMap;
import io.tributary.coordinator.cluster.SharedMaps;
import io.tributary.coordinator.cluster.Subscription;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/** Maps of one process, seen by as many members as use them. They can be silent, lose all they hold, or tell nobody what is put. */
final class MemorySharedMaps implements SharedMaps {
    private final Map<Kind, MemoryMap> maps = new EnumMap<>(Kind.class);
    private volatile boolean down;
    private volatile boolean untold;

    MemorySharedMaps() {
        for (Kind kind : Kind.values()) {
            maps.put(kind, new MemoryMap());
        }
    }

    @Override
    public SharedMap map(Kind kind) {
        return maps.get(kind);
    }

    /** Members do not answer. */
    void down(boolean now) {
        down = now;
    }

    /** What is put is told to nobody. */
    void untold(boolean now) {
        untold = now;
    }

    /** Too many members ended at once. */
    void lose() {
        maps.values().forEach(map -> map.values.clear());
        maps.values().forEach(map -> map.lost.forEach(Runnable::run));
    }

    /** How many entries there are. */
    int size(Kind kind) {
        return maps.get(kind).values.size();
    }

    private final class MemoryMap implements SharedMap {
        private final Map<String, byte[]> values = new ConcurrentHashMap<>();
        private final List<BiConsumer<String, byte[]>> watching = new CopyOnWriteArrayList<>();
        private final List<Runnable> lost = new CopyOnWriteArrayList<>();

        private void requireUp() {
            if (down) {
                throw new ClusterException("asking the members", new IllegalStateException("they are silent"));
            }
        }

        private void tell(String name, byte[] value) {
            if (!untold) {
                watching.forEach(listener -> listener.accept(name, value));
            }
        }

        @Override
        public Optional<byte[]> get(String name) {
            requireUp();
            return Optional.ofNullable(values.get(name));
        }

        @Override
        public CompletionStage<Optional<byte[]>> ask(String name) {
            return down ? CompletableFuture.failedStage(new IllegalStateException("they are silent"))
                    : CompletableFuture.completedStage(get(name));
        }

        @Override
        public synchronized boolean putIfAbsent(String name, byte[] value) {
            requireUp();
            boolean put = values.putIfAbsent(name, value) == null;
            if (put) {
                tell(name, value);
            }
            return put;
        }

        @Override
        public synchronized boolean replace(String name, byte[] old, byte[] value) {
            requireUp();
            boolean there = Arrays.equals(values.get(name), old);
            if (there) {
                values.put(name, value);
                tell(name, value);
            }
            return there;
        }

        @Override
        public void remove(String name) {
            requireUp();
            values.remove(name);
        }

        @Override
        public Subscription watch(BiConsumer<String, byte[]> listener) {
            watching.add(listener);
            return new Ended(() -> watching.remove(listener));
        }

        @Override
        public Subscription whenLost(Runnable listener) {
            lost.add(listener);
            return new Ended(() -> lost.remove(listener));
        }
    }

    private record Ended(Runnable end) implements Subscription {
        @Override
        public CompletionStage<Void> ready() {
            return CompletableFuture.completedStage(null);
        }

        @Override
        public void close() {
            end.run();
        }
    }
}
