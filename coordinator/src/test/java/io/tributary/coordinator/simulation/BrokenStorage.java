package io.tributary.coordinator.simulation;

import io.tributary.coordinator.run.Ports;
import io.tributary.coordinator.store.AcceptedUpdate;
import io.tributary.coordinator.store.Fence;
import io.tributary.coordinator.store.HeldParts;
import io.tributary.coordinator.store.PartStore;
import io.tributary.coordinator.store.StoredPart;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The ports of the storage without the one guarantee that is broken in a world, if one is. */
final class BrokenStorage {
    private final World world;
    private final Ports real;
    private final PartStore parts;
    private final List<AcceptedUpdate> doubles = new ArrayList<>();
    /** What each member has written nowhere but in its memory. */
    private final Map<String, List<Ports.Call>> late = new TreeMap<>();

    /** The same of parts, by member and object. */
    private final Map<String, List<StoredPart>> lateParts = new TreeMap<>();

    BrokenStorage(World world, Ports real, PartStore parts) {
        this.world = world;
        this.real = real;
        this.parts = parts;
    }

    Ports of(String member, Ports whole) {
        return switch (world.broken) {
            case UNIQUE_KEY -> whole.behind(this::withoutUniqueKey);
            case FENCE -> whole.behind(this::withoutFence);
            case OWNER_CHECK -> whole.behind(this::withoutOwnerCheck);
            case DEDUPE -> whole.behind(this::withoutDedupe);
            case EVENT_BEFORE_EFFECT -> whole.behind(new LateEvents());
            case ACKNOWLEDGE_AFTER_COMMIT ->
                    whole.behind((what, arguments, call) -> withoutCommit(member, what, arguments, call));
            case KEY_AFTER_COMMIT -> whole.behind(this::withoutKey);
            case ALL_HOLD, DURABILITY, PARTS_BEFORE_ACKNOWLEDGEMENT, SURVEY, REVOCATIONS_ARE_LOOKED_FOR, SWEEP -> whole;
            case REQUEUE -> whole;
        };
    }

    PartStore parts(String member) {
        return Ports.gated(PartStore.class, parts, (what, arguments, call) -> {
            if (world.broken == Guarantee.PARTS_BEFORE_ACKNOWLEDGEMENT && what.equals("PartStore.put")) {
                later(member, call);
                lateParts.computeIfAbsent(member + arguments[0], _ -> new ArrayList<>()).add((StoredPart) arguments[2]);
                return List.of();
            }
            Object result = call.make();
            if (result instanceof HeldParts held && what.equals("PartStore.take")) {
                world.history.opened(member, (String) arguments[0], (String) arguments[1]);
                return withLate(held, member + arguments[0]);
            }
            return result;
        });
    }

    /** The member believes that they are stored. */
    private HeldParts withLate(HeldParts held, String key) {
        List<StoredPart> known = new ArrayList<>(held.parts());
        Stream.ofNullable(lateParts.remove(key)).flatMap(List::stream)
                .filter(part -> part.position() == (known.isEmpty() ? 0 : known.getLast().end())).forEach(known::add);
        return new HeldParts(held.turn(), held.upload(), held.changed(), known);
    }

    /** Written a second later, unless the member dies before. */
    private void later(String member, Ports.Call call) {
        late.computeIfAbsent(member, _ -> new ArrayList<>()).add(call);
        world.time.in(1_000, () -> {
            if (late.getOrDefault(member, new ArrayList<>()).remove(call)) {
                try {
                    call.make();
                } catch (Throwable refused) {
                    world.history.note("a late write fails: " + refused.getMessage());
                }
            }
        });
    }

    void died(String member) {
        late.remove(member);
        lateParts.keySet().removeIf(key -> key.startsWith(member));
    }

    private @Nullable Object withoutFence(String what, Object[] arguments, Ports.Call call) throws Throwable {
        if (arguments.length > 0 && arguments[0] instanceof Fence fence) {
            arguments[0] = new Fence(fence.run(), real.runs().find(fence.run()).orElseThrow().epoch());
        }
        return call.make();
    }

    /** Who claims a run that somebody has gets it as well. */
    private @Nullable Object withoutOwnerCheck(String what, Object[] arguments, Ports.Call call) throws Throwable {
        Object result = call.make();
        return what.equals("RunStore.claim") && result instanceof Optional<?> refused && refused.isEmpty()
                ? Optional.of(new Fence((String) arguments[0],
                        real.runs().find((String) arguments[0]).orElseThrow().epoch()))
                : result;
    }

    private @Nullable Object withoutUniqueKey(String what, Object[] arguments, Ports.Call call) throws Throwable {
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

    private @Nullable Object withoutDedupe(String what, Object[] arguments, Ports.Call call) throws Throwable {
        if (what.equals("RoundStore.accepted") && arguments.length > 2) {
            return Optional.empty();
        }
        if (what.equals("RoundStore.accept") && isThere((AcceptedUpdate) arguments[0])) {
            throw new RejectedException(Reason.ALREADY_REPORTED, "an update counts");
        }
        return call.make();
    }

    private @Nullable Object withoutCommit(String member, String what, Object[] arguments, Ports.Call call)
            throws Throwable {
        if (what.equals("RoundStore.accept") && !isThere((AcceptedUpdate) arguments[0])) {
            later(member, call);
            return arguments[0];
        }
        return call.make();
    }

    /** Once no more reports are taken, nobody seems to need the key. */
    private @Nullable Object withoutKey(String what, Object[] arguments, Ports.Call call) throws Throwable {
        if (what.equals("RoundStore.closeReports")) {
            real.keys().destroy(World.RUN + "." + arguments[1]);
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
