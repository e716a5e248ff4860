package io.tributary.coordinator.simulation;

import io.tributary.coordinator.run.Ports;
import io.tributary.coordinator.run.UpdateObjects;
import io.tributary.coordinator.simulation.schedule.Time;
import io.tributary.coordinator.store.AcceptedUpdate;
import io.tributary.coordinator.store.Fence;
import io.tributary.coordinator.store.HeldParts;
import io.tributary.coordinator.store.PartStore;
import io.tributary.protocol.Reason;
import io.tributary.protocol.message.RunView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Records what coordinators answer and what reaches the storage, and what of it violates a property. */
final class History {
    private static final int KNOWN_MILLIS = 2_000;

    /** A property that did not hold. */
    record Violation(Property property, String what) {}

    /** A device in a round. */
    record Participation(int round, String device) implements Comparable<Participation> {
        @Override
        public int compareTo(Participation other) {
            return round == other.round ? device.compareTo(other.device) : Integer.compare(round, other.round);
        }
    }

    final List<Violation> violations = new ArrayList<>();
    /** Hash of what was acknowledged. */
    final Map<Participation, String> acknowledged = new TreeMap<>();
    /** What happened, a line each. */
    final List<String> trace = new ArrayList<>();
    private final Time time;
    private final Ports storage;
    private final PartStore parts;
    /** Who claimed in each epoch. */
    private final Map<Long, String> owners = new TreeMap<>();
    /** When operators heard that devices are revoked. */
    private final Map<String, Long> revoked = new TreeMap<>();
    /** The turns in which members opened uploads last. */
    private final Map<String, String> turns = new TreeMap<>();

    History(Time time, Ports storage, PartStore parts) {
        this.time = time;
        this.storage = storage;
        this.parts = parts;
    }

    void note(String what) {
        trace.add("%8d %s".formatted(time.now(), what));
    }

    void violated(Property property, String what) {
        note("VIOLATION " + property + ": " + what);
        violations.add(new Violation(property, what));
    }

    /** A gate before the storage: an owner's write that succeeds must be by the current owner. */
    @Nullable
    Object pass(String member, String what, Object[] arguments, Ports.Call call) throws Throwable {
        if (what.equals("RunStore.claim")) {
            return claimed(member, call.make());
        }
        if (arguments.length == 0 || !(arguments[0] instanceof Fence fence)) {
            return call.make();
        }
        Object result = call.make();
        if (!member.equals(owners.get(fence.epoch()))) {
            violated(Property.ONLY_THE_OWNER_ADVANCES_A_ROUND,
                    what + " of " + member + " succeeded in epoch " + fence.epoch() + " of "
                            + owners.get(fence.epoch()));
        }
        long epoch = storage.runs().find(fence.run()).orElseThrow().epoch();
        if (epoch != fence.epoch()) {
            violated(Property.ONLY_THE_OWNER_ADVANCES_A_ROUND,
                    what + " succeeded for epoch " + fence.epoch() + " in epoch " + epoch);
        }
        return result;
    }

    private @Nullable Object claimed(String member, @Nullable Object claim) {
        if (claim instanceof Optional<?> given && given.orElse(null) instanceof Fence fence) {
            note(member + " owns the run");
            owners.put(fence.epoch(), member);
        }
        return claim;
    }

    /** An operator was told that a device is revoked. */
    void revoked(String device) {
        note(device + " is revoked");
        revoked.putIfAbsent(device, time.now());
    }

    /**
     * A member let a request in.
     *
     * @param running since when it was not paused
     */
    void admitted(String member, String device, long running) {
        long since = Math.max(running, revoked.getOrDefault(device, Long.MAX_VALUE));
        if (since < time.now() - KNOWN_MILLIS) {
            violated(Property.WHO_IS_OUT_IS_OUT_EVERYWHERE,
                    member + " lets " + device + " in, which was revoked at " + revoked.get(device));
        }
    }

    /** An answer leaves a member. */
    void leaves(String member, Messages.Request request, Messages.Answer answer) {
        switch (answer) {
            case Messages.Receipt receipt when request instanceof Messages.Report report ->
                    acknowledged(report, receipt);
            case Messages.Refused(var reason) when request instanceof Messages.Report report && reason.endsRound() ->
                    refused(report, reason);
            case Messages.Here here when request instanceof Messages.Asked asked -> partial(member, asked, here);
            default -> {}
        }
    }

    /** Nobody else opened the upload since: then so much of it must be in the rows, whoever goes on with it. */
    private void partial(String member, Messages.Asked asked, Messages.Here here) {
        String object = UpdateObjects.name(World.RUN, asked.round(), asked.device(), asked.upload());
        Optional<HeldParts> rows = parts.find(object);
        if (rows.isPresent() && rows.get().turn().equals(turns.get(member + object))
                && rows.get().size() < here.offset()) {
            violated(Property.NOTHING_ACKNOWLEDGED_IS_LOST, asked.device() + " is told that " + here.offset()
                    + " bytes are there, and the rows have " + rows.get().size());
        }
    }

    /** A member opened an upload. */
    void opened(String member, String object, String turn) {
        turns.put(member + object, turn);
    }

    /** A receipt leaves a coordinator. */
    private void acknowledged(Messages.Report report, Messages.Receipt receipt) {
        Participation part = new Participation(report.round(), report.device());
        String before = acknowledged.putIfAbsent(part, receipt.sha256());
        if (before != null && !before.equals(receipt.sha256())) {
            violated(Property.AN_UPDATE_COUNTS_AT_MOST_ONCE, part + " got receipts for two contents");
        }
        List<AcceptedUpdate> rows = storage.rounds().accepted(World.RUN, report.round()).stream()
                .filter(row -> row.device().equals(report.device())).toList();
        if (rows.stream().noneMatch(row -> row.sha256().equals(receipt.sha256()))) {
            violated(Property.NOTHING_ACKNOWLEDGED_IS_LOST, part + " is acknowledged and has no row");
        }
    }

    /** A device is told that its report does not count. */
    private void refused(Messages.Report report, Reason reason) {
        Participation part = new Participation(report.round(), report.device());
        if (report.sha256().equals(acknowledged.get(part))) {
            violated(Property.AN_UPDATE_COUNTS_AT_MOST_ONCE,
                    part + " was acknowledged, and the same again is refused: " + reason);
        }
    }

    /** Whether the run is over. */
    boolean isOver() {
        return storage.runs().find(World.RUN).orElseThrow().status() != RunView.Status.ACTIVE;
    }
}
