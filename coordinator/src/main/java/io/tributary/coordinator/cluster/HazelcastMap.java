package io.tributary.coordinator.cluster;

import com.hazelcast.core.EntryEvent;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.map.IMap;
import com.hazelcast.map.listener.EntryAddedListener;
import com.hazelcast.map.listener.EntryMergedListener;
import com.hazelcast.map.listener.EntryUpdatedListener;
import com.hazelcast.map.listener.MapPartitionLostListener;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A map of Hazelcast: names are strings and values bytes, so that nothing is made an object of. */
final class HazelcastMap implements SharedMap {
    private final IMap<String, byte[]> map;
    private final SettledWrites writes;

    HazelcastMap(IMap<String, byte[]> map) {
        this.map = map;
        this.writes = new SettledWrites(map);
    }

    @Override
    public Optional<byte[]> get(String name) {
        return asked("get", () -> Optional.ofNullable(map.get(checked(name))));
    }

    @Override
    public CompletionStage<Optional<byte[]>> ask(String name) {
        try {
            return map.getAsync(checked(name)).thenApply(Optional::ofNullable)
                    .exceptionallyCompose(failed -> CompletableFuture.failedStage(failure("ask", failed)));
        } catch (HazelcastException | IllegalStateException failed) {
            return CompletableFuture.failedStage(failure("ask", failed));
        }
    }

    @Override
    public boolean putIfAbsent(String name, byte[] value) {
        return asked("putIfAbsent", () -> writes.putIfAbsent(checked(name), checked(value)));
    }

    @Override
    public boolean replace(String name, byte[] old, byte[] value) {
        return asked("replace", () -> writes.replace(checked(name), old, checked(value)));
    }

    @Override
    public void remove(String name) {
        asked("remove", () -> {
            writes.remove(checked(name));
            return name;
        });
    }

    @Override
    public Subscription watch(BiConsumer<String, byte[]> listener) {
        return subscribed(asked("watch", () -> map.addEntryListener(new Changes(listener), true)),
                map::removeEntryListener);
    }

    @Override
    public Subscription whenLost(Runnable listener) {
        MapPartitionLostListener lost = _ -> Thread.startVirtualThread(listener);
        return subscribed(asked("whenLost", () -> map.addPartitionLostListener(lost)),
                map::removePartitionLostListener);
    }

    private record Changes(BiConsumer<String, byte[]> listener) implements EntryAddedListener<String, byte[]>,
            EntryUpdatedListener<String, byte[]>, EntryMergedListener<String, byte[]> {
        @Override
        public void entryAdded(EntryEvent<String, byte[]> event) {
            listener.accept(event.getKey(), event.getValue());
        }

        @Override
        public void entryUpdated(EntryEvent<String, byte[]> event) {
            listener.accept(event.getKey(), event.getValue());
        }

        @Override
        public void entryMerged(EntryEvent<String, byte[]> event) {
            listener.accept(event.getKey(), event.getValue());
        }
    }

    private static Subscription subscribed(UUID id, Consumer<UUID> removal) {
        return new Subscription() {
            @Override
            public CompletionStage<Void> ready() {
                return CompletableFuture.completedStage(null);
            }

            @Override
            public void close() {
                try {
                    removal.accept(id);
                } catch (HazelcastException | IllegalStateException left) {
                    return; // a member that has left hears nothing more by itself
                }
            }
        };
    }

    private static String checked(String name) {
        if (name.isEmpty() || name.length() > MOST_NAME) {
            throw new IllegalArgumentException("a name has 1.." + MOST_NAME + " characters, not " + name.length());
        }
        return name;
    }

    private static byte[] checked(byte[] value) {
        if (value.length > MOST_BYTES) {
            throw new IllegalArgumentException("a value has at most " + MOST_BYTES + " bytes, not " + value.length);
        }
        return value;
    }

    /** HazelcastInstanceNotActiveException is an IllegalStateException. */
    private <T> T asked(String doing, Supplier<T> call) {
        try {
            return call.get();
        } catch (HazelcastException | IllegalStateException failed) {
            throw failure(doing, failed);
        }
    }

    private ClusterException failure(String doing, Throwable failed) {
        return new ClusterException(doing + " of the shared map " + map.getName(), failed);
    }
}
