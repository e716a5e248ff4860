package io.tributary.loadtest.fault;

import io.tributary.coordinator.directory.CoordinatorDirectory;
import io.tributary.loadtest.chaos.ChaosProxy;
import io.tributary.loadtest.chaos.Script;
import io.tributary.loadtest.fleet.Fleet;
import io.tributary.loadtest.fleet.KnownUpdates;
import io.tributary.loadtest.fleet.LastRoundGate;
import io.tributary.protocol.message.RunView;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * Scenario "takeover": the owner of the run is paused past its lease, another coordinator takes the run over on the same state and
 * serves the devices, then the old owner wakes and does not know. What it writes late must be refused (I7).
 */
final class Takeovers {
    private static final int LATEST_MILLIS = 1_500;
    private static final int DEADLINE_SECONDS = 90;
    private static final int ASLEEP_MILLIS = 4_000;
    private static final Duration YIELD = Duration.ofSeconds(10);
    private static final int POLL_MILLIS = 100;

    private Takeovers() {}

    /**
     * What came of it.
     *
     * @param yielded what the old owners said of the run after they woke
     * @param startsAgain whether a coordinator starts in the directory that so many wrote to
     */
    record Outcome(List<String> yielded, boolean ended, RunView view, Reconciliation reconciliation,
            boolean startsAgain) {
        /** Every old owner gave the run up, the run went to its end, the receipts reconcile, and the directory is whole. */
        boolean holds(DisturbedRun.Setting setting) {
            return ended && startsAgain && reconciliation.holds() && view.status() == RunView.Status.FINISHED
                    && yielded.size() == setting.faults()
                    && yielded.stream().noneMatch(said -> said.startsWith(RunView.Status.ACTIVE.name()));
        }
    }

    static Outcome play(DisturbedRun.Setting setting) throws Exception {
        KnownUpdates updates = new KnownUpdates(setting.seed(), setting.values());
        LastRoundGate lastRound = DisturbedRun.lastRound(setting);
        try (Testbed testbed = Testbed.open()) {
            String run = testbed.run(FaultPlan.overSelecting(setting.values(), setting.devices(), setting.rounds(),
                    DEADLINE_SECONDS));
            try (ChaosProxy proxy = ChaosProxy.start(testbed.vertx(), testbed.coordinator().address().uri().getPort(),
                    setting.seed(), Script.NOTHING);
                    Fleet fleet = testbed.fleet(setting.devices(), device -> lastRound.before(updates.trainer(device)),
                            device -> URI.create("http://127.0.0.1:" + proxy.port()))) {
                List<String> yielded = takeOver(setting, testbed, proxy, fleet, run);
                lastRound.open();
                boolean ended = fleet.awaitEnd(DisturbedRun.PATIENCE);
                RunView view = testbed.coordinator().address().view(run);
                Reconciliation reconciliation = testbed.reconciliation(run, fleet, updates);
                return new Outcome(yielded, ended, view, reconciliation, startsAgain(testbed.coordinator()));
            }
        }
    }

    /** After a kill and after an end in good order. */
    private static boolean startsAgain(CoordinatorProcess last) throws Exception {
        last.kill();
        last.restart();
        last.stop();
        last.restart();
        return true;
    }

    private static List<String> takeOver(DisturbedRun.Setting setting, Testbed testbed, ChaosProxy proxy, Fleet fleet,
            String run) throws Exception {
        SplittableRandom random = new SplittableRandom(setting.seed());
        List<String> yielded = new ArrayList<>();
        for (int round : random.ints(setting.faults(), 1, setting.rounds()).sorted().toArray()) {
            if (!fleet.ledger().awaitRound(round, DisturbedRun.PATIENCE)) {
                throw new IllegalStateException("round " + round + " did not begin within " + DisturbedRun.PATIENCE);
            }
            TimeUnit.MILLISECONDS.sleep(random.nextInt(LATEST_MILLIS));
            yielded.add(once(testbed, proxy, fleet, run));
        }
        return yielded;
    }

    private static String once(Testbed testbed, ChaosProxy proxy, Fleet fleet, String run) throws Exception {
        CoordinatorProcess old = testbed.coordinator();
        pauseBetweenTransactions(testbed, old);
        try {
            TimeUnit.MILLISECONDS.sleep(ASLEEP_MILLIS);
            CoordinatorProcess next = testbed.another();
            proxy.target(next.address().uri().getPort());
            proxy.cutAll();
            if (!fleet.ledger().awaitAnswer(fleet.ledger().answers(), DisturbedRun.PATIENCE)) {
                throw new IllegalStateException("no device was answered by the coordinator that took over");
            }
        } finally {
            old.resume();
        }
        try (old) {
            return whatItSays(old, run);
        }
    }

    /** A process that sleeps in the middle of a transaction keeps SQLite's lock, and nobody can take over before it wakes. */
    private static void pauseBetweenTransactions(Testbed testbed, CoordinatorProcess old) throws Exception {
        old.pause();
        while (CoordinatorDatabase.isLocked(testbed.state().resolve(CoordinatorDirectory.DATABASE))) {
            old.resume();
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            old.pause();
        }
    }

    private static String whatItSays(CoordinatorProcess old, String run) throws Exception {
        long until = System.nanoTime() + YIELD.toNanos();
        RunView view = old.address().view(run);
        while (view.status() == RunView.Status.ACTIVE && System.nanoTime() < until) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            view = old.address().view(run);
        }
        return view.status() + (view.failure() == null ? "" : ": " + view.failure());
    }
}
