package io.tributary.loadtest.members;

import io.tributary.loadtest.fault.CoordinatorDatabase;
import io.tributary.loadtest.fault.FaultPlan;
import io.tributary.loadtest.fault.Reconciliation;
import io.tributary.loadtest.fleet.Fleet;
import io.tributary.loadtest.fleet.KnownUpdates;
import io.tributary.loadtest.fleet.RoundGate;
import io.tributary.protocol.message.RoundView;
import io.tributary.protocol.message.RunView;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A run of a fleet over members to which faults are done: one after another, in rounds spread over the run, up to 1.5 s after a device
 * first heard of the round. The run waits for what is still to be done to it, and ends with a few rounds more.
 */
final class MembersRun {
    static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int DEADLINE_SECONDS = 90;
    private static final int SECONDS_A_ROUND = 10;
    private static final int LATEST_MILLIS = 1_500;
    private final Members members;
    private final Setting setting;
    private final KnownUpdates updates;
    private final RoundGate gate = new RoundGate();

    /** How much of it. */
    record Setting(int devices, int rounds, int faults, int values, long seed) {}

    /** Does a fault, and returns when it is over and the run has gone on. */
    interface Strike {
        void strike(Moment moment) throws Exception;
    }

    /**
     * What a fault has at hand.
     *
     * @param allow lets devices go on into this round
     */
    record Moment(Members members, StoredRun run, Fleet fleet, SplittableRandom random, IntConsumer allow) {
        /** How long it takes until it is so; devices go on as far as that needs. */
        Duration await(Predicate<StoredRun.State> wanted) throws InterruptedException {
            return run.await(state -> {
                boolean so = wanted.test(state);
                if (!so) {
                    allow.accept(state.round());
                }
                return so;
            }, PATIENCE);
        }
    }

    /**
     * What came of it.
     *
     * @param ended whether every device was told that the run has ended
     */
    record Outcome(boolean ended, RunView view, Reconciliation reconciliation, Map<String, Integer> failures) {
        boolean holds() {
            return ended && reconciliation.holds() && view.status() == RunView.Status.FINISHED;
        }
    }

    MembersRun(Members members, Setting setting) {
        this.members = members;
        this.setting = setting;
        this.updates = new KnownUpdates(setting.seed(), setting.values());
    }

    Outcome play(Strike strike) throws Exception {
        FaultPlan plan = FaultPlan.overSelecting(setting.values(), setting.devices(), rounds(),
                DEADLINE_SECONDS);
        String run = members.anyAddress().start(members.owner(), plan.plan());
        try (Fleet fleet = fleet(); StoredRun stored = new StoredRun(members.database(), run)) {
            strikes(strike, fleet, stored);
            gate.allow(Integer.MAX_VALUE);
            boolean ended = fleet.awaitEnd(PATIENCE.plusSeconds((long) SECONDS_A_ROUND * rounds()));
            return outcome(run, fleet, ended);
        }
    }

    /** Now and then a fault takes two. */
    private int rounds() {
        return setting.rounds() + setting.faults() / 2 + 1;
    }

    private Fleet fleet() throws Exception {
        List<URI> uris = members.uris();
        return Fleet.start(members.vertx(), new Fleet.Setting(setting.devices(),
                device -> gate.before(updates.trainer(device)), members.homes(), _ -> uris,
                members.owner().publicKey(), members.anyAddress().key()));
    }

    private void strikes(Strike strike, Fleet fleet, StoredRun stored) throws Exception {
        SplittableRandom random = new SplittableRandom(setting.seed());
        for (int fault = 0; fault < setting.faults(); fault++) {
            int round = Math.max(stored.now().round(), 1 + fault * setting.rounds() / setting.faults());
            gate.allow(round);
            if (!fleet.ledger().awaitRound(round, PATIENCE)) {
                throw new IllegalStateException("round " + round + " did not begin within " + PATIENCE + ", failures: "
                        + fleet.ledger().failures());
            }
            TimeUnit.MILLISECONDS.sleep(random.nextInt(LATEST_MILLIS));
            strike.strike(new Moment(members, stored, fleet, random, gate::allow));
            System.err.println("fault " + (fault + 1) + " of " + setting.faults() + ", round " + round);
        }
    }

    private Outcome outcome(String run, Fleet fleet, boolean ended) throws Exception {
        RunView view = members.anyAddress().view(run);
        Set<Integer> abandoned = view.history().stream()
                .filter(round -> round.outcome() == RoundView.Outcome.ABANDONED).map(RoundView::round)
                .collect(Collectors.toSet());
        return new Outcome(ended, view,
                Reconciliation.of(CoordinatorDatabase.read(members.database(), run, FaultPlan.MODEL), abandoned,
                        fleet.ledger().receipts(), updates),
                fleet.ledger().failures());
    }
}
