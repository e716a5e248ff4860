package io.tributary.loadtest.fault;

import io.tributary.loadtest.chaos.ChaosProxy;
import io.tributary.loadtest.chaos.ChaosStatistics;
import io.tributary.loadtest.chaos.Fault;
import io.tributary.loadtest.chaos.Treatment;
import io.tributary.loadtest.fleet.Fleet;
import io.tributary.loadtest.fleet.KnownUpdates;
import io.tributary.protocol.message.RunView;
import io.tributary.secureagg.seal.SealedSizes;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Scenario "flaky": every device has a bad network of its own. Its first connection is cut in the middle of its first upload; of the
 * later ones 20 % become black holes, 10 % are replayed to the coordinator on a second connection, and half are cut, most of them in
 * the middle of an upload.
 */
final class Flaky {
    private static final double DROPS = 0.2;
    private static final double REPLAYS = 0.3;
    private static final double CUTS = 0.8;

    private Flaky() {}

    /** How much of it; the deadline is a round's, and what a device may need to get through. */
    record Setting(int devices, int rounds, int deadlineSeconds, int values, long seed) {}

    /**
     * What came of it.
     *
     * @param needed bytes of sealed updates that were acknowledged, each once
     * @param uploaded bytes that devices set out to send for uploads which ended well, every try counted whole
     * @param chaos what the networks did
     */
    record Outcome(boolean ended, RunView view, long needed, long uploaded, ChaosStatistics chaos,
            Reconciliation reconciliation,
            Map<String, Integer> failures) {
        /** Every device came through in every round and nothing was lost, counted twice or summed wrongly. */
        boolean holds(Setting setting) {
            return ended && reconciliation.holds() && reconciliation.receipts() == setting.devices() * setting.rounds();
        }
    }

    static Outcome play(Setting setting) throws Exception {
        KnownUpdates updates = new KnownUpdates(setting.seed(), setting.values());
        FaultPlan plan = FaultPlan.all(setting.values(), setting.devices(), setting.rounds(),
                setting.deadlineSeconds());
        long sealed = SealedSizes.of(plan.plan()).totalBytes();
        List<ChaosProxy> networks = new ArrayList<>();
        try (Testbed testbed = Testbed.open()) {
            String run = testbed.run(plan);
            try {
                for (int device = 0; device < setting.devices(); device++) {
                    networks.add(ChaosProxy.start(testbed.vertx(), testbed.coordinator().address().uri().getPort(),
                            setting.seed() + device, (connection, random) -> bad(connection, random, sealed)));
                }
                return play(setting, testbed, run, updates, networks, sealed);
            } finally {
                networks.forEach(ChaosProxy::close);
            }
        }
    }

    private static Outcome play(Setting setting, Testbed testbed, String run, KnownUpdates updates,
            List<ChaosProxy> networks, long sealed) throws Exception {
        try (Fleet fleet = testbed.fleet(setting.devices(), updates::trainer,
                device -> URI.create("http://127.0.0.1:" + networks.get(device).port()))) {
            boolean ended = fleet.awaitEnd(Duration.ofSeconds((long) setting.rounds() * setting.deadlineSeconds())
                    .plus(DisturbedRun.PATIENCE));
            Reconciliation reconciliation = testbed.reconciliation(run, fleet, updates);
            return new Outcome(ended, testbed.coordinator().address().view(run), reconciliation.receipts() * sealed,
                    fleet.ledger().bytesUploaded(),
                    networks.stream().map(ChaosProxy::statistics).reduce(ChaosStatistics.NONE, ChaosStatistics::plus),
                    reconciliation, fleet.ledger().failures());
        }
    }

    private static Treatment bad(int connection, RandomGenerator random, long sealed) {
        long amid = Math.round(sealed * random.nextDouble(0.3, 0.95));
        double draw = random.nextDouble();
        if (connection == 0) {
            return Treatment.up(new Fault.Cut(amid));
        }
        if (draw < DROPS) {
            return Treatment.up(new Fault.Drop(amid));
        }
        if (draw < REPLAYS) {
            return Treatment.up(new Fault.Replay());
        }
        return draw < CUTS ? Treatment.up(new Fault.Cut(amid + random.nextLong(sealed))) : Treatment.NONE;
    }
}
