package io.tributary.coordinator.simulation;

import io.tributary.coordinator.run.Ports;
import io.tributary.coordinator.store.AcceptedUpdate;
import io.tributary.coordinator.store.Fence;
import io.tributary.coordinator.store.ObjectReader;
import io.tributary.coordinator.store.ObjectWriter;
import io.tributary.coordinator.store.memory.MemoryStores;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The storage that all machines share and that outlives them. It may break one guarantee. */
final class Storage {
    /** How long bytes stay in memory alone if nobody asks for them to be written down. */
    private static final int WRITE_BACK_MILLIS = 5_000;

    private record Unsynced(String object, long at) {}

    final Ports real;
    private final Guarantee broken;
    private final Time time;
    private final List<AcceptedUpdate> doubles = new ArrayList<>();
    private final Map<Machine, List<Unsynced>> unsynced = new LinkedHashMap<>();

    Storage(Guarantee broken, Time time) {
        this.broken = broken;
        this.time = time;
        this.real = Ports.of(new MemoryStores(time));
    }

    /** The storage as one life of a machine sees it. */
    Ports of(Machine machine, History history) {
        Ports guaranteed = switch (broken) {
            case UNIQUE_KEY -> real.behind(this::withoutUniqueKey);
            case FENCE -> real.behind(this::withoutFence);
            case DEDUPE -> real.behind(this::withoutDedupe);
            case EVENT_BEFORE_EFFECT -> real.behind(new LateEvents());
            case DURABILITY -> real.behind((what, arguments, call) -> withoutFsync(machine, what, arguments, call));
            case ALL_HOLD, ACKNOWLEDGE_AFTER_COMMIT -> real;
        };
        return guaranteed.behind(history::pass);
    }

    /** Changes a byte of an object. @return false if there is none */
    boolean flipByte(String name, Random damageRandom) {
        Optional<ObjectReader> found = real.objects().find(name);
        if (found.isEmpty()) {
            return false;
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) found.get().size());
        found.get().read(0, bytes);
        found.get().close();
        bytes.array()[damageRandom.nextInt(bytes.capacity())] ^= 1;
        try (ObjectWriter writer = real.objects().write(name)) {
            writer.append(bytes.flip());
            writer.commit();
        }
        return true;
    }

    /** A machine died, and with it what it had only in memory. */
    void died(Machine machine) {
        unsynced.getOrDefault(machine, List.of()).stream()
                .filter(written -> written.at() > time.now() - WRITE_BACK_MILLIS)
                .forEach(written -> real.objects().delete(written.object()));
        unsynced.remove(machine);
    }

    @Nullable
    Object withoutFence(String what, Object[] arguments, Ports.Call call) throws Throwable {
        if (arguments.length > 0 && arguments[0] instanceof Fence fence) {
            arguments[0] = new Fence(fence.run(), real.runs().find(fence.run()).orElseThrow().epoch());
        }
        return call.make();
    }

    @Nullable
    Object withoutUniqueKey(String what, Object[] arguments, Ports.Call call) throws Throwable {
        return switch (what) {
            case "RoundStore.accept" -> insert((AcceptedUpdate) arguments[0], call);
            case "RoundStore.accepted" -> arguments.length > 2 ? call.make() : withDoubles(arguments, call);
            case "RoundStore.closeReports" -> withDoubles(arguments, call);
            default -> call.make();
        };
    }

    private List<AcceptedUpdate> withDoubles(Object[] arguments, Ports.Call call) throws Throwable {
        return Stream.concat(rows(call.make()), doubles.stream().filter(row -> row.round() == (int) arguments[1]))
                .sorted(Comparator.comparing(AcceptedUpdate::device)).toList();
    }

    private static Stream<AcceptedUpdate> rows(@Nullable Object rows) {
        return ((List<?>) Objects.requireNonNull(rows)).stream().map(AcceptedUpdate.class::cast);
    }

    private @Nullable Object insert(AcceptedUpdate row, Ports.Call call) throws Throwable {
        if (isThere(row)) {
            doubles.add(row);
            return row;
        }
        return call.make();
    }

    private boolean isThere(AcceptedUpdate row) {
        return real.rounds().accepted(row.run(), row.round(), row.device()).isPresent();
    }

    @Nullable
    Object withoutDedupe(String what, Object[] arguments, Ports.Call call) throws Throwable {
        if (what.equals("RoundStore.accept") && isThere((AcceptedUpdate) arguments[0])) {
            throw new RejectedException(Reason.ALREADY_REPORTED, "an update counts");
        }
        return call.make();
    }

    @Nullable
    Object withoutFsync(Machine machine, String what, Object[] arguments, Ports.Call call)
            throws Throwable {
        if (what.equals("ObjectStore.write")) {
            unsynced.computeIfAbsent(machine, _ -> new ArrayList<>())
                    .add(new Unsynced((String) arguments[0], time.now()));
        }
        return call.make();
    }

    /** Stores an event when the next one comes: its effects are performed before. What was not stored dies with the process. */
    private static final class LateEvents implements Ports.Gate {
        private Ports.@Nullable Call late;

        @Override
        public @Nullable Object pass(String what, Object[] arguments, Ports.Call call) throws Throwable {
            switch (what) {
                case "RoundStore.append" -> {
                    storeLate();
                    late = call;
                    return null;
                }
                case "RoundStore.events", "RoundStore.log", "RunStore.setStatus" -> storeLate();
                default -> {}
            }
            return call.make();
        }

        private void storeLate() throws Throwable {
            Ports.Call now = late;
            late = null;
            if (now != null) {
                now.make();
            }
        }
    }
}
