package io.tributary.coordinator.simulation;

import io.tributary.coordinator.cluster.SharedMap;
import io.tributary.coordinator.cluster.SharedMaps;
import io.tributary.coordinator.cluster.Subscription;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;

/** Maps that members share: asking takes time, what is put is told a little later and not always, and all of it is lost now and then. */
final class SharedMemory {
    private static final int TOLD_MILLIS = 20;

    private final World world;
    private final Map<SharedMaps.Kind, Map<String, byte[]>> values = new TreeMap<>();
    private final List<Watching> watching = new ArrayList<>();

    private record Watching(MemberProcess process, SharedMaps.Kind kind, BiConsumer<String, byte[]> put,
            Runnable lost) {}

    SharedMemory(World world) {
        this.world = world;
    }

    /** As a process sees it. */
    SharedMaps of(MemberProcess process) {
        return kind -> new View(process, kind);
    }

    /** Too many members are gone at once. */
    void lose() {
        values.clear();
        watching.removeIf(watch -> !watch.process().isAlive());
        List.copyOf(watching).forEach(watch -> watch.process().start("lost", watch.lost()));
    }

    private final class View implements SharedMap {
        private final MemberProcess process;
        private final SharedMaps.Kind kind;

        View(MemberProcess process, SharedMaps.Kind kind) {
            this.process = process;
            this.kind = kind;
        }

        private Map<String, byte[]> there() {
            return values.computeIfAbsent(kind, _ -> new TreeMap<>());
        }

        private Map<String, byte[]> asked() {
            process.sleep(world.random.between(1, 5));
            return there();
        }

        @Override
        public Optional<byte[]> get(String name) {
            return Optional.ofNullable(asked().get(name));
        }

        @Override
        public CompletionStage<Optional<byte[]>> ask(String name) {
            CompletableFuture<Optional<byte[]>> answer = new CompletableFuture<>();
            world.time.in(TOLD_MILLIS, () -> process.start("told",
                    () -> answer.complete(Optional.ofNullable(there().get(name)))));
            return answer;
        }

        @Override
        public boolean putIfAbsent(String name, byte[] value) {
            return told(name, value, asked().putIfAbsent(name, value) == null);
        }

        @Override
        public boolean replace(String name, byte[] old, byte[] value) {
            boolean same = Arrays.equals(asked().get(name), old);
            if (same) {
                there().put(name, value);
            }
            return told(name, value, same);
        }

        private boolean told(String name, byte[] value, boolean put) {
            if (put && !(world.faults.happen() && world.random.oneIn(20))) {
                List.copyOf(watching).stream().filter(watch -> watch.kind() == kind)
                        .forEach(watch -> world.time.in(TOLD_MILLIS,
                                () -> watch.process().start("told", () -> watch.put().accept(name, value))));
            }
            return put;
        }

        @Override
        public void remove(String name) {
            asked().remove(name);
        }

        @Override
        public Subscription watch(BiConsumer<String, byte[]> listener) {
            watching.add(new Watching(process, kind, listener, () -> {}));
            return new Hints.Forever();
        }

        @Override
        public Subscription whenLost(Runnable listener) {
            watching.add(new Watching(process, kind, (_, _) -> {}, listener));
            return new Hints.Forever();
        }
    }
}
