package io.tributary.loadtest.members;

import io.tributary.loadtest.fault.Table;
import io.tributary.localcluster.Part;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Plays a scenario with several members and prints what was seen: {@code loadtest/faults}. */
public final class MemberFaults {
    private static final int VALUES = 20_000;
    private static final int MEMBERS = 3;
    private static final int USAGE = 2;
    private static final String MEMORY = "-Xmx512m";
    private static final double P95 = 0.95;
    private final List<Integer> numbers;
    private final Table table = new Table(System.out);

    private MemberFaults(List<Integer> numbers) {
        this.numbers = numbers;
    }

    /** A scenario and its numbers. Exits 1 if what must hold did not. */
    public static void main(String[] args) throws Exception {
        MemberFaults faults = new MemberFaults(Arrays.stream(args).skip(1).map(Integer::valueOf).toList());
        boolean holds = switch (args.length == 0 ? "" : args[0]) {
            case "member-kills" -> faults.kills();
            case "all-kills" -> faults.allKills();
            case "member-pauses" -> faults.pauses();
            case "database-down" -> faults.outage(members -> members.stores().postgres());
            case "store-down" -> faults.outage(members -> members.stores().s3());
            case "joins" -> faults.joins();
            case "partitions" -> faults.partitions();
            case "many-runs" -> faults.manyRuns();
            default -> {
                System.err.println("scenarios: member-kills, all-kills, member-pauses, partitions, "
                        + "database-down, store-down, joins, many-runs");
                System.exit(USAGE);
                yield false;
            }
        };
        System.out.println(holds ? "holds" : "DOES NOT HOLD");
        System.exit(holds ? 0 : 1);
    }

    private int number(int at, int usual) {
        return at < numbers.size() ? numbers.get(at) : usual;
    }

    private MembersRun.Setting setting(int devices, int rounds, int faults) {
        return new MembersRun.Setting(number(0, devices), number(1, rounds), number(2, faults), VALUES, number(3, 1));
    }

    private boolean kills() throws Exception {
        MembersRun.Setting setting = setting(200, 50, 50);
        MemberKills kills = new MemberKills();
        try (Members members = Members.open(MEMBERS, MEMORY)) {
            MembersRun.Outcome outcome = new MembersRun(members, setting).play(kills);
            table.row("killed", kills.victims());
            table.row("until a report or an event was stored", kills.resumed().words(P95));
            table.row("until the run had an owner again", kills.taken().words(P95));
            return tell(setting, outcome);
        }
    }

    private boolean allKills() throws Exception {
        MembersRun.Setting setting = setting(50, 20, 20);
        AllKills kills = new AllKills();
        try (Members members = Members.open(MEMBERS, MEMORY)) {
            MembersRun.Outcome outcome = new MembersRun(members, setting).play(kills);
            table.row("until a new owner had stored something", kills.back().words(P95));
            return tell(setting, outcome);
        }
    }

    private boolean pauses() throws Exception {
        MembersRun.Setting setting = setting(50, 20, 20);
        MemberPauses pauses = new MemberPauses();
        try (Members members = Members.open(MEMBERS, MEMORY)) {
            MembersRun.Outcome outcome = new MembersRun(members, setting).play(pauses);
            table.row("pauses in which another took the run", pauses.grown());
            table.row("old owners that were refused", pauses.refused());
            table.row("until somebody else had the run", pauses.taken().words(P95));
            return tell(setting, outcome) && pauses.grown() == setting.faults()
                    && pauses.refused() == setting.faults();
        }
    }

    private boolean outage(Function<Members, Part> part) throws Exception {
        MembersRun.Setting setting = new MembersRun.Setting(number(0, 50), number(1, 3), number(1, 3), VALUES, 1);
        Outages outages = new Outages(part, Duration.ofSeconds(number(2, 30)));
        try (Members members = Members.open(MEMBERS, MEMORY)) {
            MembersRun.Outcome outcome = new MembersRun(members, setting).play(outages);
            table.row("until a member was not ready", outages.unhealthy().words(P95));
            table.row("receipts meanwhile", outages.receipts());
            table.row("until something was stored again", outages.resumed().words(P95));
            table.row("until a member was ready again", outages.healthy().words(P95));
            return tell(setting, outcome);
        }
    }

    private boolean joins() throws Exception {
        MembersRun.Setting setting = setting(50, 20, 20);
        try (Members members = Members.open(MEMBERS + 1, MEMORY)) {
            members.all().getLast().stop();
            Joins joins = new Joins(members.all().getLast());
            MembersRun.Outcome outcome = new MembersRun(members, setting).play(joins);
            table.row("from a start until the member listened", joins.joined().words(P95));
            table.row("left", joins.leavers());
            table.row("from SIGTERM until the process was gone", joins.left().words(P95));
            return tell(setting, outcome) && outcome.reconciliation().abandoned() == 0
                    && joins.left().quantile(1).compareTo(Duration.ofSeconds(30)) < 0;
        }
    }

    private boolean partitions() throws Exception {
        MembersRun.Setting setting = new MembersRun.Setting(number(0, 50), number(1, 20), number(1, 20), VALUES, 1);
        NamespaceNetwork network = NamespaceNetwork.of(MEMBERS);
        Partitions partitions = new Partitions(network, Duration.ofSeconds(number(2, 60)));
        try (Members members = Members.open(MEMBERS, network, MEMORY)) {
            MembersRun.Outcome outcome = new MembersRun(members, setting).play(partitions);
            table.row("owners that were cut off", partitions.owners());
            table.row("partitions in which the minority had the run", partitions.minorityCommits());
            table.row("until the majority had stored something", partitions.wentOn().words(P95));
            return tell(setting, outcome) && partitions.minorityCommits() == 0;
        }
    }

    private boolean manyRuns() throws Exception {
        ManyRuns.Setting setting = new ManyRuns.Setting(number(0, 100), number(1, 100), number(2, 5), 2_000, 1);
        try (Members members = Members.open(MEMBERS, MEMORY)) {
            ManyRuns.Outcome outcome = ManyRuns.play(setting, members);
            table.row("setting", setting);
            table.row("runs", outcome.statuses());
            table.row("who played them", outcome.owners());
            table.row("from creation to end", outcome.lengths().words(P95));
            table.row("spread of that", String.format(Locale.ROOT, "%.3f", outcome.spread()));
            table.row("runs with a wrong model", outcome.wrong());
            table.row("failed steps of devices", outcome.failures());
            return outcome.holds(setting);
        }
    }

    private boolean tell(MembersRun.Setting setting, MembersRun.Outcome outcome) {
        table.row("setting", setting);
        table.row("run", outcome.view().status() + (outcome.ended() ? "" : ", not every device was told")
                + (outcome.view().failure() == null ? "" : ": " + outcome.view().failure()));
        table.reconciliation(outcome.reconciliation());
        table.row("failed steps of devices", outcome.failures());
        return outcome.holds();
    }
}
