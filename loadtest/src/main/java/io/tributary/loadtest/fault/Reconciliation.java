package io.tributary.loadtest.fault;

import io.tributary.coordinator.round.RoundEvent;
import io.tributary.loadtest.fleet.KnownUpdates;
import io.tributary.loadtest.fleet.Ledger.Receipt;
import io.tributary.protocol.chunk.VectorDigest;
import io.tributary.protocol.plan.ModelManifest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The devices' receipts held against the coordinator's database, and every model version against a recomputation that shares no code
 * with the coordinator.
 *
 * @param receipts distinct (device, round) that a device holds a receipt for
 * @param again receipts that a device got once more
 * @param lost receipts whose update is in no sum though its round committed, or whose round has no end
 * @param twice rows or members of an accepted set that are there more than once
 * @param committed rounds that made a version
 * @param abandoned rounds that made none
 * @param voided receipts of abandoned rounds: nothing of those rounds counts
 * @param unheard updates that count and whose receipt did not reach the device: they were accepted just before a fault
 * @param wrong versions that are not what the accepted set makes of the version before
 */
public record Reconciliation(int receipts, int again, List<Receipt> lost, List<String> twice, int committed,
        int abandoned,
        int voided,
        int unheard, List<Integer> wrong) {
    /** Nothing is lost, counted twice or summed wrongly. */
    public boolean holds() {
        return lost.isEmpty() && twice.isEmpty() && wrong.isEmpty();
    }

    /**
     * Balances.
     *
     * @param ended rounds that ended without a version
     * @param heard every receipt that a device got
     */
    public static Reconciliation of(CoordinatorDatabase database, Set<Integer> ended, Collection<Receipt> heard,
            KnownUpdates updates) {
        Map<Integer, List<String>> accepted = acceptedByRound(database);
        Map<Integer, Integer> versions = new TreeMap<>();
        database.versions().stream().skip(1)
                .forEach(version -> versions.merge(version.origin().round(), 1, Integer::sum));
        Set<Receipt> receipts = new HashSet<>(heard);
        Set<Receipt> counted = new HashSet<>();
        versions.keySet().forEach(round -> accepted.getOrDefault(round, List.of())
                .forEach(device -> counted.add(new Receipt(KnownUpdates.index(device), round))));
        List<Receipt> lost = receipts.stream().filter(receipt -> !counted.contains(receipt))
                .filter(receipt -> !ended.contains(receipt.round())).toList();
        Set<Receipt> unheard = new HashSet<>(counted);
        unheard.removeAll(receipts);
        return new Reconciliation(receipts.size(), heard.size() - receipts.size(), lost, twice(database, versions),
                versions.size(), ended.size(),
                (int) receipts.stream().filter(receipt -> ended.contains(receipt.round())).count(), unheard.size(),
                wrong(database.versions(), accepted, updates));
    }

    /** The set that the round was closed with, not the rows: what was summed. */
    private static Map<Integer, List<String>> acceptedByRound(CoordinatorDatabase database) {
        Map<Integer, List<String>> accepted = new HashMap<>();
        for (RoundEvent event : database.events()) {
            if (event instanceof RoundEvent.ReportsClosed closed) {
                accepted.put(closed.round(), closed.accepted());
            }
        }
        return accepted;
    }

    private static List<String> twice(CoordinatorDatabase database, Map<Integer, Integer> versions) {
        List<String> twice = new ArrayList<>();
        Set<List<Object>> rows = new HashSet<>();
        database.accepted().stream().filter(row -> !rows.add(List.of(row.round(), row.device())))
                .forEach(row -> twice.add("row " + row));
        versions.forEach((round, count) -> {
            if (count > 1) {
                twice.add("round " + round + " made " + count + " versions");
            }
        });
        for (RoundEvent event : database.events()) {
            if (event instanceof RoundEvent.ReportsClosed closed
                    && new HashSet<>(closed.accepted()).size() < closed.accepted().size()) {
                twice.add("a device in the accepted set of round " + closed.round());
            }
        }
        return twice;
    }

    private static List<Integer> wrong(List<ModelManifest> versions, Map<Integer, List<String>> accepted,
            KnownUpdates updates) {
        List<Integer> wrong = new ArrayList<>();
        Recomputation model = new Recomputation(updates);
        for (ModelManifest version : versions) {
            if (version.version() > 0) {
                model.apply(version.origin().round(), accepted.getOrDefault(version.origin().round(), List.of()));
            }
            if (!VectorDigest.of(model.values()).hex().equals(version.sha256())) {
                wrong.add(version.version());
            }
        }
        return wrong;
    }
}
