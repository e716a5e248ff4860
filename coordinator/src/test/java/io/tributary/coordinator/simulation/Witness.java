package io.tributary.coordinator.simulation;

import io.tributary.coordinator.run.Ports;
import io.tributary.coordinator.store.AcceptedUpdate;
import io.tributary.coordinator.store.Fence;
import io.tributary.coordinator.store.RunStatus;
import io.tributary.protocol.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Sees what leaves coordinators and what reaches the storage, and writes down what must not be. */
final class Witness {
    /** Something that must not be. */
    record Violation(Property property, String what) {}

    /** A device in a round. */
    record Part(int round, String device) implements Comparable<Part> {
        @Override
        public int compareTo(Part other) {
            return round == other.round ? device.compareTo(other.device) : Integer.compare(round, other.round);
        }
    }

    final List<Violation> violations = new ArrayList<>();
    /** Hash of what was acknowledged. */
    final Map<Part, String> acknowledged = new TreeMap<>();
    /** What happened, if somebody wants to read it. */
    final List<String> trace = new ArrayList<>();
    private final Time time;
    private final Ports storage;

    Witness(Time time, Ports storage) {
        this.time = time;
        this.storage = storage;
    }

    void saw(String what) {
        trace.add("%8d %s".formatted(time.now(), what));
    }

    void violated(Property property, String what) {
        saw("VIOLATION " + property + ": " + what);
        violations.add(new Violation(property, what));
    }

    /** A gate before the storage: an owner's write that succeeds must be of the present owner. */
    @Nullable
    Object pass(String what, Object[] arguments, Ports.Call call) throws Throwable {
        if (arguments.length == 0 || !(arguments[0] instanceof Fence fence)) {
            return call.make();
        }
        Object result = call.make();
        long epoch = storage.runs().find(fence.run()).orElseThrow().epoch();
        if (epoch != fence.epoch()) {
            violated(Property.ONLY_THE_OWNER_ADVANCES_A_ROUND,
                    what + " succeeded for epoch " + fence.epoch() + " in epoch " + epoch);
        }
        return result;
    }

    /** A receipt leaves a coordinator. */
    void acknowledges(Talk.Report report, Talk.Receipt receipt) {
        Part part = new Part(report.round(), report.device());
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
    void refuses(Talk.Report report, Reason reason) {
        Part part = new Part(report.round(), report.device());
        if (report.sha256().equals(acknowledged.get(part))) {
            violated(Property.AN_UPDATE_COUNTS_AT_MOST_ONCE,
                    part + " was acknowledged, and the same again is refused: " + reason);
        }
    }

    /** Whether the run is over. */
    boolean over() {
        return storage.runs().find(World.RUN).orElseThrow().status() != RunStatus.ACTIVE;
    }
}
