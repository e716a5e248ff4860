package io.tributary.coordinator.simulation;

import io.tributary.coordinator.cluster.LiveEvents;
import io.tributary.coordinator.cluster.Membership;
import io.tributary.coordinator.cluster.Subscription;
import io.tributary.coordinator.run.Placement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * What members tell each other and know of each other, none of which must be relied on: messages are late, doubled, lost and out of order, and
 * who is a member is known late, or wrongly.
 */
final class Hints {
    private static final int LATE_MILLIS = 4_000;

    private final World world;
    /** Whom each member takes for members. */
    private final Map<String, TreeSet<String>> believed = new TreeMap<>();
    private final Map<String, Ear> ears = new TreeMap<>();
    private int era;

    Hints(World world) {
        this.world = world;
    }

    /** A process of a member that came up. */
    Ear came(MemberProcess process) {
        Ear ear = new Ear(process);
        ears.put(process.name, ear);
        believed.computeIfAbsent(process.name, _ -> new TreeSet<>()).add(process.name);
        becomesKnown(process.name, true);
        return ear;
    }

    /** A process that went. */
    void went(String member) {
        ears.remove(member);
        believed.put(member, new TreeSet<>(List.of(member)));
        becomesKnown(member, false);
    }

    private void becomesKnown(String member, boolean there) {
        int now = era;
        for (String other : world.names()) {
            world.time.in(world.random.between(50, LATE_MILLIS), () -> {
                if (now == era && there == ears.containsKey(member)) {
                    believe(other, member, there);
                    if (there) {
                        believe(member, other, ears.containsKey(other));
                    }
                }
            });
        }
    }

    private void believe(String who, String member, boolean there) {
        TreeSet<String> members = believed.computeIfAbsent(who, _ -> new TreeSet<>());
        members.add(who);
        boolean changed = !who.equals(member) && (there ? members.add(member) : members.remove(member));
        Ear ear = ears.get(who);
        if (changed && ear != null) {
            ear.changed(member, there);
        }
    }

    /** Nobody knows of anybody any more, and what was under way is lost; later they find each other again. */
    void lose() {
        era++;
        believed.replaceAll((who, _) -> new TreeSet<>(List.of(who)));
        List.copyOf(ears.values()).forEach(ear -> ear.changed("all", false));
        List.copyOf(ears.keySet()).forEach(member -> becomesKnown(member, true));
    }

    private void publish(MemberProcess from, String topic, byte[] event) {
        int now = era;
        for (String member : world.names()) {
            if (member.equals(from.name)) {
                world.time.in(0, () -> arrive(member, topic, event));
            } else {
                world.network.send(() -> {
                    if (now == era) {
                        arrive(member, topic, event);
                    }
                });
            }
        }
    }

    private void arrive(String member, String topic, byte[] event) {
        Ear ear = ears.get(member);
        if (ear != null) {
            ear.listeners.getOrDefault(topic, List.of())
                    .forEach(listener -> ear.process.start("event", () -> listener.accept(event.clone())));
        }
    }

    /** What one process hears and is told. */
    final class Ear implements LiveEvents, Membership, Placement {
        private final MemberProcess process;
        private final Map<String, List<Consumer<byte[]>>> listeners = new TreeMap<>();
        private final List<Membership.Listener> watchers = new ArrayList<>();
        private final List<Runnable> placed = new ArrayList<>();

        Ear(MemberProcess process) {
            this.process = process;
        }

        private void changed(String member, boolean there) {
            placed.forEach(listener -> process.start("placement", listener));
            watchers.forEach(watcher -> process.start("membership", () -> {
                if (there) {
                    watcher.joined(member);
                } else {
                    watcher.left(member);
                }
            }));
        }

        @Override
        public void publish(String topic, byte[] event) {
            Hints.this.publish(process, topic, event);
        }

        @Override
        public Subscription subscribe(String topic, Consumer<byte[]> listener) {
            listeners.computeIfAbsent(topic, _ -> new ArrayList<>()).add(listener);
            return new Forever();
        }

        @Override
        public String self() {
            return process.name;
        }

        @Override
        public SortedSet<String> members() {
            return new TreeSet<>(believed.getOrDefault(process.name, new TreeSet<>()));
        }

        @Override
        public Subscription listen(Membership.Listener listener) {
            watchers.add(listener);
            return new Forever();
        }

        @Override
        public boolean isShared() {
            return true;
        }

        /** As a partition table has it: each of those that are known has its share of the seconds and the runs. */
        @Override
        public String home(String run) {
            List<String> members = List.copyOf(members());
            return members.get(Math.floorMod(run.hashCode() + world.seed(), members.size()));
        }

        @Override
        public void listen(Runnable changed) {
            placed.add(changed);
        }
    }

    /** Listens as long as the process is there. */
    static final class Forever implements Subscription {
        @Override
        public CompletionStage<Void> ready() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void close() {}
    }
}
