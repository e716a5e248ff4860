package io.tributary.loadtest.members;

import io.tributary.loadtest.fault.CoordinatorDatabase;
import io.tributary.loadtest.fault.FaultPlan;
import io.tributary.loadtest.fault.Reconciliation;
import io.tributary.loadtest.fault.Times;
import io.tributary.loadtest.fleet.Fleet;
import io.tributary.loadtest.fleet.KnownUpdates;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Many runs of many small models at once, whose devices are shared by all. */
final class ManyRuns {
    private static final int COHORT = 3;
    private static final int DEADLINE_SECONDS = 120;
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private ManyRuns() {}

    /** How many of what. */
    record Setting(int runs, int devices, int rounds, int values, long seed) {}

    /**
     * What came of it.
     *
     * @param statuses and how many runs have them
     * @param lengths of runs, from their creation to their end
     * @param wrong runs with a model that is not what its accepted sets make, or with an update that counts twice
     * @param owners which member played how many at half time
     */
    record Outcome(Map<String, Integer> statuses, Times lengths, List<String> wrong, Map<String, Integer> owners,
            Map<String, Integer> failures) {
        boolean holds(Setting setting) {
            return wrong.isEmpty() && statuses.getOrDefault("FINISHED", 0) == setting.runs();
        }

        /** How much sooner the first run ended than the last one, as a share of the longest. */
        double spread() {
            double most = lengths.quantile(1).toMillis();
            return most == 0 ? 0 : (most - lengths.quantile(0).toMillis()) / most;
        }
    }

    static Outcome play(Setting setting, Members members) throws Exception {
        KnownUpdates updates = new KnownUpdates(setting.seed(), setting.values());
        FaultPlan plan = FaultPlan.all(setting.values(), COHORT, setting.rounds(), DEADLINE_SECONDS);
        List<String> runs = new ArrayList<>();
        List<MemberProcess> all = members.all();
        for (int run = 0; run < setting.runs(); run++) {
            runs.add(members.address(all.get(run % all.size())).start(members.owner(), plan.plan(model(run))));
        }
        List<URI> uris = members.uris();
        try (Fleet fleet = Fleet.start(members.vertx(), new Fleet.Setting(setting.devices(), updates::trainer,
                members.homes(), _ -> uris, members.owner().publicKey(), members.address(all.getFirst()).key()))) {
            Map<String, Integer> owners = awaitEnds(members);
            return outcome(members, runs, updates, owners, fleet);
        }
    }

    private static String model(int run) {
        return "faults-" + run;
    }

    private static Map<String, Integer> awaitEnds(Members members) throws Exception {
        long until = System.nanoTime() + PATIENCE.toNanos();
        Map<String, Integer> owners = count(members, "owner");
        while (count(members, "status").containsKey("ACTIVE") && System.nanoTime() < until) {
            if (owners.containsKey("")) {
                owners = count(members, "owner");
            }
            TimeUnit.MILLISECONDS.sleep(500);
        }
        return owners;
    }

    private static Map<String, Integer> count(Members members, String column) throws SQLException {
        Map<String, Integer> counts = new TreeMap<>();
        try (Connection connection = members.database().open(); Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT " + column + ", COUNT(*) FROM run GROUP BY " + column)) {
            while (rows.next()) {
                counts.put(rows.getString(1), rows.getInt(2));
            }
        }
        return counts;
    }

    private static Outcome outcome(Members members, List<String> runs, KnownUpdates updates,
            Map<String, Integer> owners, Fleet fleet) throws Exception {
        List<String> wrong = new ArrayList<>();
        for (int run = 0; run < runs.size(); run++) {
            CoordinatorDatabase stored = CoordinatorDatabase.read(members.database(), runs.get(run), model(run));
            if (!Reconciliation.of(stored, Set.of(), List.of(), updates).holds()) {
                wrong.add(runs.get(run));
            }
        }
        return new Outcome(count(members, "status"), lengths(members), wrong, owners, fleet.ledger().failures());
    }

    private static Times lengths(Members members) throws SQLException {
        List<Duration> lengths = new ArrayList<>();
        try (Connection connection = members.database().open(); Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT ended - created FROM run WHERE ended IS NOT NULL")) {
            while (rows.next()) {
                lengths.add(Duration.ofMillis(rows.getLong(1)));
            }
        }
        return Times.of(lengths);
    }
}
