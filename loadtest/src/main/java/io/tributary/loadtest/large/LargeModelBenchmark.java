package io.tributary.loadtest.large;

import io.tributary.experiments.deployment.WorkDirectory;
import io.tributary.experiments.process.SiblingJvm;
import io.tributary.experiments.process.SiblingLaunch;
import io.tributary.loadtest.report.Figure;
import io.tributary.loadtest.round.Address;
import io.tributary.loadtest.round.BenchmarkPlan;
import io.tributary.loadtest.round.Residence;
import io.tributary.protocol.message.RoundView;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.secureagg.identity.SigningKey;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Rounds of a model that is larger than the coordinator's heap, over loopback: devices fetch and check every chunk, generate and seal an
 * update into the request that carries it, and drop both; the coordinator, in a JVM of its own, does all that it always does. Some chunks of every
 * version are held against what the updates make, bit by bit. Prints the phases of every round, MB/s, and what the coordinator took of memory and disk.
 *
 * <p>{@code loadtest/bench large [VALUES [DEVICES [ROUNDS [JVM OPTIONS OF THE COORDINATOR]]]]}.
 */
public final class LargeModelBenchmark {
    private static final int SECONDS = 7_200;
    private static final int POLL_MILLIS = 500;
    private static final double MEGA = 1e6;
    private static final double NANOS = 1e9;
    private static final double MOST_OF_DISK = 6;
    private final RunPlan plan;
    private final int devices;
    private final int rounds;
    private final GeneratedValues generated;

    /**
     * What was seen.
     *
     * @param checked chunks of the last version that are what the updates make; of others nothing is said
     * @param heap of the coordinator
     * @param residence of the coordinator
     * @param disk bytes of the coordinator's directory at most
     */
    record Outcome(int checked, HeapLog heap, Residence residence, long disk) {}

    LargeModelBenchmark(int values, int devices, int rounds) {
        this.plan = BenchmarkPlan.of(values, devices, rounds, SECONDS);
        this.devices = devices;
        this.rounds = rounds;
        this.generated = new GeneratedValues(plan.layout().chunking(), devices);
    }

    /** Takes the number of values, of devices, of rounds, and JVM options of the coordinator. */
    public static void main(String[] args) throws Exception {
        List<String> given = List.of(args);
        LargeModelBenchmark benchmark =
                new LargeModelBenchmark(number(given, 0, 1_000_000_000), number(given, 1, 3), number(given, 2, 2));
        List<String> options = given.size() > 3 ? given.subList(3, given.size()) : List.of("-Xmx512m");
        System.out.printf(Locale.ROOT, "%d devices x %.0f MB in %d chunks, coordinator with %s%n", benchmark.devices,
                benchmark.megabytes(), benchmark.generated.chunking().count(), String.join(" ", options));
        benchmark.print(benchmark.measure(options));
    }

    private static int number(List<String> given, int place, int usual) {
        return given.size() > place ? Integer.parseInt(given.get(place)) : usual;
    }

    /** Plays all rounds with a coordinator in a JVM of its own, of which nothing is left. */
    Outcome measure(List<String> options) throws Exception {
        try (WorkDirectory work = WorkDirectory.temporary()) {
            return measure(work.path(), options);
        }
    }

    private Outcome measure(Path directory, List<String> options) throws Exception {
        SigningKey owner = SigningKey.generate();
        Path heap = directory.resolve("heap.log");
        List<String> all = new ArrayList<>(options);
        all.add(HeapLog.option(heap));
        SiblingLaunch launch = new SiblingLaunch("coordinator", LargeCoordinator.class,
                List.of(directory.toString(), Base64.getEncoder().encodeToString(owner.publicKey().raw())), all,
                System.err::println, System.err::println);
        try (SiblingJvm jvm = SiblingJvm.start(launch); DirectoryWatch disk = new DirectoryWatch(directory)) {
            int checked = play(owner, Address.await(directory.resolve("address"), jvm));
            return new Outcome(checked, HeapLog.read(heap), Residence.of(ProcessHandle.of(jvm.pid()).orElseThrow()),
                    disk.peakBytes());
        }
    }

    private void print(Outcome seen) {
        double times = seen.disk() / MEGA / megabytes();
        System.out.printf(Locale.ROOT, "%d chunks of version %d are what the updates make%n", seen.checked(), rounds);
        System.out.printf(Locale.ROOT,
                "coordinator: peak RSS %.0f MB, heap %d MB at most before and %d MB after a collection, CPU %.0f s%n",
                seen.residence().peakBytes() / MEGA, seen.heap().fullest(), seen.heap().held(),
                seen.residence().cpuSeconds());
        System.out.printf(Locale.ROOT, "its directory: %.0f MB at most = %.2f x model, at most %.0f wanted%n",
                seen.disk() / MEGA, times, MOST_OF_DISK);
        new Figure("directory / model", times, "").print();
        new Figure("coordinator's peak RSS", seen.residence().peakBytes() / MEGA, "MB").print();
    }

    private double megabytes() {
        return generated.chunking().values() * (double) Float.BYTES / MEGA;
    }

    private int play(SigningKey owner, Address address) throws Exception {
        Vertx vertx = Vertx.vertx();
        List<GeneratingDevice> fleet = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(devices)) {
            for (int index = 0; index < devices; index++) {
                fleet.add(new GeneratingDevice(vertx, address, index, plan, generated));
            }
            long began = System.nanoTime();
            String run = address.start(owner, plan);
            for (int round = 1; round <= rounds; round++) {
                RoundTimes times = round(threads, fleet, () -> active(address, run));
                if (round == 1) {
                    System.out.printf(Locale.ROOT, "first version and offer: %.1f s%n",
                            (times.start() - began) / NANOS);
                }
                print(awaitRound(address, run, round), times);
            }
            System.out.printf(Locale.ROOT, "all %.1f s%n", (System.nanoTime() - began) / NANOS);
            return fleet.getFirst().check(rounds);
        } finally {
            fleet.forEach(GeneratingDevice::close);
            vertx.close().await();
        }
    }

    private static RoundTimes round(ExecutorService threads, List<GeneratingDevice> fleet, Callable<RunView> look)
            throws Exception {
        List<Future<RoundTimes>> playing =
                fleet.stream().map(device -> threads.submit(() -> device.play())).toList();
        List<RoundTimes> times = new ArrayList<>();
        try {
            for (Future<RoundTimes> device : playing) {
                while (!device.isDone()) {
                    look.call();
                    TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
                }
                times.add(device.get());
            }
        } finally {
            playing.forEach(device -> device.cancel(true)); // none waits for a round that will not come
        }
        return RoundTimes.of(times);
    }

    /** A run that goes on, or has come to its end. */
    private static RunView active(Address address, String run) throws Exception {
        RunView view = address.view(run);
        boolean going = view.status() == RunView.Status.ACTIVE || view.status() == RunView.Status.FINISHED;
        if (!going || !view.history().stream().allMatch(round -> round.outcome() == RoundView.Outcome.COMMITTED)) {
            throw new IllegalStateException("the run does not go on: " + view);
        }
        return view;
    }

    private static RoundView awaitRound(Address address, String run, int round) throws Exception {
        RunView view = active(address, run);
        while (view.history().size() < round) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            view = active(address, run);
        }
        return view.history().get(round - 1);
    }

    private void print(RoundView round, RoundTimes times) {
        RoundView.Seconds seconds = round.seconds();
        double down = round.traffic().bytesDown() / MEGA;
        double up = round.traffic().bytesUp() / MEGA;
        System.out.printf(Locale.ROOT,
                "round %d: select %.1f s, fetch and check %.1f s, seal and send %.1f s, aggregate and commit %.1f s%n",
                round.round(), seconds.select(), times.fetchSeconds(), times.sendSeconds(), seconds.aggregate());
        System.out.printf(Locale.ROOT, "         down %.0f MB, %.0f MB/s; up %.0f MB, %.0f MB/s; summed %.0f MB/s%n",
                down,
                down / times.fetchSeconds(), up, up / times.sendSeconds(), devices * megabytes() / seconds.aggregate());
    }
}
