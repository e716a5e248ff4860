package io.tributary.coordinator.simulation;

import io.tributary.coordinator.cluster.RangesOfOneProcess;
import io.tributary.coordinator.cluster.SharedRanges;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How members close each other's rounds: numbers of ranges are lost with a member, tasks and answers are late, and whoever asked a member that
 * goes, or that is not reached any more, is told so some time later.
 */
final class Helpers {
    private static final int USUAL_MILLIS = 40;
    private static final int LATE_MILLIS = 4_000;
    private static final int EMPTY_BYTES = 100;
    private static final long FOR_EVER = 1L << 40;

    private final World world;
    private final RangesOfOneProcess ranges = new RangesOfOneProcess();
    /** Those that are up. */
    private final Map<UUID, MemberProcess> processes = new TreeMap<>();
    private final List<Asked> open = new ArrayList<>();
    private int lives;

    private record Asked(MemberProcess from, MemberProcess to,
            BiConsumer<@Nullable Object, @Nullable Throwable> answer) {}

    Helpers(World world) {
        this.world = world;
    }

    /**
     * A process of a member that comes up.
     *
     * @param known names of whom it takes for members
     */
    SharedRanges came(MemberProcess process, Supplier<SortedSet<String>> known) {
        UUID id = new UUID(0, ++lives);
        processes.put(id, process);
        return ranges.of(id, new Wire(process, known));
    }

    /** A process went, and perhaps numbers that it held for all. */
    void went(MemberProcess process) {
        processes.entrySet().stream().filter(entry -> entry.getValue() == process).map(Map.Entry::getKey).findFirst()
                .ifPresent(id -> {
                    processes.remove(id);
                    ranges.went(id);
                });
        open.removeIf(asked -> asked.from() == process);
        List.copyOf(open).stream().filter(asked -> asked.to() == process).forEach(this::failLater);
        if (world.random.oneIn(3)) {
            ranges.lose();
        }
    }

    /** Nobody reaches anybody. */
    void lose() {
        ranges.lose();
        List.copyOf(open).forEach(this::failLater);
    }

    private void failLater(Asked asked) {
        world.time.in(world.random.between(50, LATE_MILLIS), () -> over(asked, null,
                new IllegalStateException(asked.to().name + " left")));
    }

    private void over(Asked asked, @Nullable Object result, @Nullable Throwable failure) {
        if (open.remove(asked)) {
            asked.from().start("answer", () -> asked.answer().accept(result, failure));
        }
    }

    private void deliver(Asked asked, Callable<?> work) {
        if (asked.to().isAlive()) {
            asked.to().start("task", () -> answer(asked, work));
        }
    }

    private void answer(Asked asked, Callable<?> work) {
        try {
            Object result = work.call();
            if (result instanceof byte[] given && given.length > EMPTY_BYTES) {
                world.history.note(asked.to().name + " gives ranges to " + asked.from().name);
            }
            world.time.in(delay(), () -> over(asked, result, null));
        } catch (Exception failed) {
            world.time.in(delay(), () -> over(asked, null, failed));
        }
    }

    private int delay() {
        return world.random.between(1, world.faults.happen() && world.random.oneIn(10) ? LATE_MILLIS : USUAL_MILLIS);
    }

    private final class Wire implements RangesOfOneProcess.Carrier {
        private final MemberProcess process;
        private final Supplier<SortedSet<String>> known;

        Wire(MemberProcess process, Supplier<SortedSet<String>> known) {
            this.process = process;
            this.known = known;
        }

        @Override
        public void use() {
            process.pull();
        }

        @Override
        public void handOutAgain() {
            world.history.note(process.name + " hands out ranges again");
            if (world.broken == Guarantee.REQUEUE) {
                process.sleep(FOR_EVER);
            }
        }

        @Override
        public SortedMap<UUID, String> members() {
            SortedMap<UUID, String> there = new TreeMap<>();
            processes.forEach((id, other) -> {
                if (known.get().contains(other.name)) {
                    there.put(id, other.name);
                }
            });
            return there;
        }

        @Override
        public void ask(UUID member, Callable<?> work, BiConsumer<@Nullable Object, @Nullable Throwable> answer) {
            MemberProcess to = processes.get(member);
            Asked asked = new Asked(process, to == null ? process : to, answer);
            open.add(asked);
            if (to == null) {
                failLater(asked);
            } else {
                world.time.in(delay(), () -> deliver(asked, work));
            }
        }
    }
}
