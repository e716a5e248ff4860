package io.tributary.loadtest.fault;

import io.tributary.loadtest.fleet.Fleet;
import io.tributary.loadtest.fleet.KnownUpdates;
import io.tributary.loadtest.fleet.LastRoundGate;
import io.tributary.protocol.message.RunView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A run of a fleet in which one kind of fault strikes at moments drawn from a seed: in rounds drawn from all of them, up to 1.5 s
 * after a device first heard of the round.
 */
final class DisturbedRun {
    static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int DEADLINE_SECONDS = 90;
    private static final int LATEST_MILLIS = 1_500;

    private DisturbedRun() {}

    /** How much of it. */
    record Setting(int devices, int rounds, int faults, int values, long seed) {}

    /** Does a fault to the coordinator, and returns when it is over. */
    interface Disturbance {
        void strike(Testbed testbed, SplittableRandom random) throws Exception;

        /** Whether connections end by it, so that the fleet asks again at once; if not, a newcomer asks. */
        default boolean endsConnections() {
            return true;
        }
    }

    /**
     * What came of it.
     *
     * @param resumed from each fault until a device was answered again
     * @param states of the rounds that faults fell into, in the words of operators, and how often
     * @param ended whether every device was told that the run has ended
     */
    record Outcome(Times resumed, Map<String, Integer> states, boolean ended, RunView view,
            Reconciliation reconciliation,
            Map<String, Integer> failures) {
        /** Every fault was done, the run went to its end, and the receipts reconcile. */
        boolean holds(Setting setting) {
            return ended && reconciliation.holds() && resumed.sorted().size() == setting.faults()
                    && view.status() == RunView.Status.FINISHED;
        }
    }

    static Outcome play(Setting setting, Disturbance disturbance) throws Exception {
        try (Testbed testbed = Testbed.open()) {
            return play(setting, disturbance, testbed);
        }
    }

    /** The same with a site that the caller closes. */
    static Outcome play(Setting setting, Disturbance disturbance, Testbed testbed) throws Exception {
        KnownUpdates updates = new KnownUpdates(setting.seed(), setting.values());
        LastRoundGate lastRound = lastRound(setting);
        String run = testbed.run(FaultPlan.overSelecting(setting.values(), setting.devices(), setting.rounds(),
                DEADLINE_SECONDS));
        try (Fleet fleet = testbed.fleet(setting.devices(), device -> lastRound.before(updates.trainer(device)))) {
            Map<String, Integer> states = new TreeMap<>();
            List<Duration> resumed = strike(setting, disturbance, testbed, fleet, run, states);
            lastRound.open();
            boolean ended = fleet.awaitEnd(PATIENCE);
            return new Outcome(Times.of(resumed), states, ended, testbed.coordinator().address().view(run),
                    testbed.reconciliation(run, fleet, updates), fleet.ledger().failures());
        }
    }

    /** The last round does not end before every fault was done: an eighth of the devices are too few to end it. */
    static LastRoundGate lastRound(Setting setting) {
        return new LastRoundGate(setting.rounds(), setting.devices() / 8);
    }

    private static List<Duration> strike(Setting setting, Disturbance disturbance, Testbed testbed, Fleet fleet,
            String run,
            Map<String, Integer> states) throws Exception {
        SplittableRandom random = new SplittableRandom(setting.seed());
        List<Duration> resumed = new ArrayList<>();
        for (int round : random.ints(setting.faults(), 1, setting.rounds() + 1).sorted().toArray()) {
            if (!fleet.ledger().awaitRound(round, PATIENCE)) {
                throw new IllegalStateException("round " + round + " did not begin within " + PATIENCE + ", failures: "
                        + fleet.ledger().failures());
            }
            TimeUnit.MILLISECONDS.sleep(random.nextInt(LATEST_MILLIS));
            states.merge(testbed.coordinator().address().view(run).state().code(), 1, Integer::sum);
            resumed.add(once(disturbance, testbed, fleet, random));
            System.err.printf(Locale.ROOT, "fault %d of %d, round %d%n", resumed.size(), setting.faults(), round);
        }
        return resumed;
    }

    private static Duration once(Disturbance disturbance, Testbed testbed, Fleet fleet, SplittableRandom random)
            throws Exception {
        long begin = System.nanoTime();
        disturbance.strike(testbed, random);
        if (!disturbance.endsConnections()) {
            testbed.newcomer();
        } else if (!fleet.ledger().awaitAnswer(fleet.ledger().answers(), PATIENCE)) {
            throw new IllegalStateException("no device was answered within " + PATIENCE + " of a fault");
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
