package io.tributary.loadtest.fault;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Plays a scenario and prints what was seen: {@code loadtest/faults}. */
public final class Faults {
    private static final int VALUES = 20_000;
    private static final int USAGE = 2;
    private static final int WATCHED_BEFORE = 10;
    private static final int WATCHED_AFTER = 20;
    private final List<Integer> numbers;
    private final Table table = new Table(System.out);

    private Faults(List<Integer> numbers) {
        this.numbers = numbers;
    }

    /**
     * A scenario and its numbers. Exits 1 if what must hold did not: something was lost, counted twice, summed wrongly, or did not
     * come to its end.
     */
    public static void main(String[] args) throws Exception {
        Faults faults = new Faults(Arrays.stream(args).skip(1).map(Integer::valueOf).toList());
        boolean holds = switch (args.length == 0 ? "" : args[0]) {
            case "kills" -> faults.kills();
            case "pauses" -> faults.disturbed(Disturbances::pause, 50, 20, 20);
            case "restores" -> faults.disturbed(Disturbances::restore, 50, 10, 5);
            case "clock" -> faults.disturbed(new Disturbances.Clock(), 50, 20, 20);
            case "power" -> faults.power();
            case "takeovers" -> faults.takeovers();
            case "tensors" -> faults.tensors();
            case "flaky" -> faults.flaky();
            case "slow" -> faults.slow();
            case "disk" -> faults.disk();
            case "soak" -> faults.soak();
            case "idle" -> faults.idle();
            case "polls" -> faults.polls();
            case "readers" -> faults.readers();
            case "bodies" -> faults.bodies();
            case "transactions" -> faults.transactions();
            default -> {
                System.err.println(
                        "scenarios: kills, pauses, restores, clock, power, takeovers, tensors, flaky, slow, readers, "
                                + "bodies, disk, soak, polls, idle, transactions");
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

    private DisturbedRun.Setting setting(int devices, int rounds, int faults) {
        return new DisturbedRun.Setting(number(0, devices), number(1, rounds), number(2, faults), VALUES, number(3, 1));
    }

    private boolean disturbed(DisturbedRun.Disturbance disturbance, int devices, int rounds, int faults)
            throws Exception {
        DisturbedRun.Setting setting = setting(devices, rounds, faults);
        return tell(setting, DisturbedRun.play(setting, disturbance));
    }

    /**
     * The coordinator starts as one does that was stopped properly once, with an archive of its classes, which the JVM makes by itself;
     * {@code ./tributary} has a cache for that.
     */
    private boolean kills() throws Exception {
        DisturbedRun.Setting setting = setting(200, 50, 50);
        Path archive = Path.of(System.getProperty("java.io.tmpdir"), "coordinator.jsa");
        try (Testbed testbed =
                Testbed.open("-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + archive, "-Xlog:cds*=off",
                        "-Xlog:aot*=off")) {
            testbed.coordinator().stop();
            testbed.coordinator().restart();
            table.row("archive of classes", Files.exists(archive) ? Files.size(archive) + " bytes" : "none");
            return tell(setting, DisturbedRun.play(setting, Disturbances::kill, testbed));
        }
    }

    private boolean power() throws Exception {
        DisturbedRun.Setting setting = setting(50, 20, 20);
        return tell(setting, PowerLoss.play(setting));
    }

    private boolean tell(DisturbedRun.Setting setting, DisturbedRun.Outcome outcome) {
        table.row("setting", setting);
        table.row("run", outcome.view().status() + (outcome.ended() ? "" : ", not every device was told")
                + (outcome.view().failure() == null ? "" : ": " + outcome.view().failure()));
        table.row("faults done", outcome.resumed().sorted().size() + " of " + setting.faults());
        table.row("states of the rounds they fell into", outcome.states());
        table.row("until a device was answered", outcome.resumed().words(0.95));
        table.reconciliation(outcome.reconciliation());
        table.row("failed steps of devices", outcome.failures());
        return outcome.holds(setting);
    }

    private boolean takeovers() throws Exception {
        DisturbedRun.Setting setting = setting(20, 10, 5);
        Takeovers.Outcome outcome = Takeovers.play(setting);
        table.row("setting", setting);
        table.row("run", outcome.view().status() + (outcome.ended() ? "" : ", not every device was told")
                + (outcome.view().failure() == null ? "" : ": " + outcome.view().failure()));
        outcome.yielded().forEach(said -> table.row("an old owner said", said));
        table.row("the directory starts again", outcome.startsAgain());
        table.reconciliation(outcome.reconciliation());
        return outcome.holds(setting);
    }

    private boolean tensors() throws Exception {
        BadTensors.Outcome outcome = BadTensors.play(number(0, 5), VALUES, number(1, 1));
        table.row("bad updates sent", outcome.sent());
        table.row("refused for", outcome.reasons());
        table.row("taken, or refused for another reason", outcome.wrong());
        table.reconciliation(outcome.reconciliation());
        return outcome.holds();
    }

    private boolean flaky() throws Exception {
        Flaky.Setting setting = new Flaky.Setting(number(0, 1_000), number(1, 2), 180, VALUES, number(2, 1));
        Flaky.Outcome outcome = Flaky.play(setting);
        table.row("setting", setting);
        table.row("run", outcome.view().status() + (outcome.ended() ? "" : ", not every device was told"));
        table.row("networks", outcome.chaos());
        table.row("bytes of updates acknowledged", outcome.needed());
        table.row("bytes that devices set out to send for them", outcome.uploaded());
        table.row("bytes that left devices, messages included", outcome.chaos().bytesUp());
        table.reconciliation(outcome.reconciliation());
        table.row("failed steps of devices", outcome.failures());
        return outcome.holds(setting);
    }

    private boolean slow() throws Exception {
        SlowSenders.Outcome outcome = SlowSenders
                .play(new SlowSenders.Setting(number(0, 10_000), number(1, 500), number(2, 60), VALUES));
        table.row("coordinator", outcome.alive() ? "lives" : "DIED");
        table.row("its peak RSS, CPU", outcome.residence());
        table.row("hostile connections open at the end, given up", outcome.open() + ", " + outcome.givenUp());
        table.row("honest questions answered", outcome.asked().words(0.99) + ", " + outcome.silent() + " not");
        table.row("honest updates, first byte to receipt", outcome.uploaded().words(0.99));
        table.row("honest updates that failed", outcome.failed());
        table.row("statuses of decompression bombs", outcome.bombs());
        table.row("round", outcome.view().history());
        return outcome.holds();
    }

    /** Where strangers may read, and where devices alone may. */
    private boolean readers() throws Exception {
        boolean holds = true;
        for (boolean strangers : List.of(true, false)) {
            SlowReaders.Setting setting =
                    new SlowReaders.Setting(number(0, 600), number(1, 60), strangers, WATCHED_BEFORE);
            SlowReaders.Outcome outcome = SlowReaders.play(setting);
            table.row("setting", setting);
            outcome.tell(table);
            holds &= outcome.holds();
        }
        return holds;
    }

    private boolean bodies() throws Exception {
        HalfSentBodies.Setting setting = new HalfSentBodies.Setting(number(0, 10_000),
                number(1, 200), WATCHED_BEFORE, WATCHED_AFTER);
        HalfSentBodies.Outcome outcome = HalfSentBodies.play(setting);
        table.row("setting", setting);
        outcome.tell(table);
        return outcome.holds();
    }

    private boolean disk() throws Exception {
        FullDisk.Outcome outcome =
                FullDisk.play(new FullDisk.Setting(number(0, 20), number(1, 6), VALUES, number(2, 1)));
        table.row("/readyz said no after", outcome.unhealthy() == null ? "never" : outcome.unhealthy());
        table.row("receipts while the disk was full", outcome.whileFull());
        table.row("the run came to its end by itself", outcome.wentOn());
        table.row("status after the disk was free", outcome.statusAfter());
        table.row("the run came to its end after a restart", outcome.wentOnAfterRestart());
        table.reconciliation(outcome.reconciliation());
        table.row("failed steps of devices", outcome.failures());
        return outcome.holds();
    }

    private boolean polls() throws Exception {
        Polls.Setting setting = new Polls.Setting(number(0, 5_000), number(1, 5), number(2, 30));
        Polls.Outcome outcome = Polls.play(setting);
        table.row("setting", setting);
        table.row("runs", outcome.runs());
        table.row("/healthz before", outcome.before().words(0.99));
        table.row("lists of runs", outcome.lists().words(0.99));
        table.row("/healthz beside them", outcome.health().words(0.99));
        table.row("not answered with 200", outcome.failed());
        return outcome.holds(setting);
    }

    private boolean soak() throws Exception {
        Soak.Setting setting = new Soak.Setting(number(0, 2_000), number(1, 4), VALUES, number(2, 1));
        Soak.Outcome outcome = Soak.play(setting);
        table.row("setting", setting);
        table.row("run", outcome.view().status() + (outcome.ended() ? "" : ", not every device was told"));
        outcome.growth().forEach(table::row);
        table.row("failed steps of devices", outcome.failures());
        return outcome.holds();
    }

    private boolean transactions() throws Exception {
        Transactions.Outcome outcome = Transactions.play(number(0, 2_000));
        table.row("a transaction of the database alone, median and p99", millis(outcome.plain()));
        table.row("with the head beside it", millis(outcome.withHead()));
        return true;
    }

    private static String millis(double[] times) {
        return String.format(Locale.ROOT, "%.2f ms, %.2f ms", times[0], times[1]);
    }

    private boolean idle() throws Exception {
        Idle.Setting setting = new Idle.Setting(number(0, 10), number(1, 60));
        Idle.Outcome outcome = Idle.play(setting);
        table.row("setting", setting);
        table.row("requests a second and device", String.format(Locale.ROOT, "%.4f", outcome.requestsPerDevice()));
        table.row("cores that the coordinator took", String.format(Locale.ROOT, "%.3f", outcome.cores()));
        table.row("its resident MB", outcome.residentBytes() / 1_000_000);
        table.row("refused to devices", outcome.refused());
        return outcome.holds();
    }
}
