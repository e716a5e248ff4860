package io.tributary.loadtest.enrolment;

import io.tributary.client.internal.transport.HttpTransport;
import io.tributary.client.transport.TransportException;
import io.tributary.experiments.deployment.WorkDirectory;
import io.tributary.experiments.process.SiblingJvm;
import io.tributary.experiments.process.SiblingLaunch;
import io.tributary.loadtest.fleet.RawDevice;
import io.tributary.loadtest.report.Figure;
import io.tributary.loadtest.round.Address;
import io.tributary.loadtest.round.BenchmarkCoordinator;
import io.tributary.loadtest.round.Residence;
import io.tributary.protocol.RejectedException;
import io.tributary.secureagg.identity.SigningKey;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Devices enrol and open a session at a coordinator in a JVM of its own, over loopback, durably and audited: some at a time to warm up, as
 * many at a time to measure, and then a crowd at once. Prints devices a second, the coordinator's processor time a device, its memory, and
 * what was refused.
 *
 * <p>{@code loadtest/bench enrol [DEVICES [CROWD [JVM OPTIONS OF THE COORDINATOR]]]}.
 */
public final class EnrolmentBenchmark {
    private static final int USUAL = 5_000;
    private static final int CROWD = 1_000;
    private static final int AT_ONCE = 64;
    private static final int TRANSPORTS = 32;
    private static final double MILLIS = 1e3;
    private static final double MEGA = 1e6;
    private static final double NANOS = 1e9;

    private final List<HttpTransport> transports = new ArrayList<>();
    private final AtomicInteger named = new AtomicInteger();
    private final ProcessHandle coordinator;

    /** What a number of devices cost. */
    private record Cost(int devices, double seconds, double processorSeconds, Map<String, Integer> refused) {}

    private EnrolmentBenchmark(Vertx vertx, URI uri, ProcessHandle coordinator) {
        this.coordinator = coordinator;
        for (int i = 0; i < TRANSPORTS; i++) {
            transports.add(new HttpTransport(vertx, uri));
        }
    }

    /** Takes the number of devices, of those that come at once, and JVM options of the coordinator. */
    public static void main(String[] args) throws Exception {
        int devices = args.length > 0 ? Integer.parseInt(args[0]) : USUAL;
        int crowd = args.length > 1 ? Integer.parseInt(args[1]) : CROWD;
        try (WorkDirectory work = WorkDirectory.temporary()) {
            play(devices, crowd, List.of(args).subList(Math.min(2, args.length), args.length), work.path());
        }
    }

    private static void play(int devices, int crowd, List<String> options, Path directory) throws Exception {
        SigningKey owner = SigningKey.generate();
        SiblingLaunch launch = new SiblingLaunch("coordinator", BenchmarkCoordinator.class,
                List.of(directory.toString(), Base64.getEncoder().encodeToString(owner.publicKey().raw())),
                BenchmarkCoordinator.options(options), System.err::println, System.err::println);
        Vertx vertx = Vertx.vertx();
        try (SiblingJvm jvm = SiblingJvm.start(launch)) {
            Address address = Address.await(directory.resolve("address"), jvm);
            EnrolmentBenchmark benchmark =
                    new EnrolmentBenchmark(vertx, address.uri(), ProcessHandle.of(jvm.pid()).orElseThrow());
            benchmark.enrol(devices, AT_ONCE);
            benchmark.print(benchmark.enrol(devices, AT_ONCE), benchmark.enrol(crowd, crowd));
            benchmark.transports.forEach(HttpTransport::close);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private Cost enrol(int devices, int atOnce) throws Exception {
        Map<String, Integer> refused = new TreeMap<>();
        Semaphore places = new Semaphore(atOnce);
        double before = Residence.of(coordinator).cpuSeconds();
        long began = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < devices; i++) {
                int device = named.getAndIncrement();
                RawDevice joining = RawDevice.sharing(transports.get(device % TRANSPORTS), "crowd-" + device);
                places.acquire();
                threads.execute(() -> {
                    try {
                        joining.join();
                    } catch (RejectedException | TransportException failed) {
                        synchronized (refused) {
                            refused.merge(String.valueOf(failed.getMessage()), 1, Integer::sum);
                        }
                    } catch (InterruptedException closed) {
                        Thread.currentThread().interrupt();
                    } finally {
                        places.release();
                    }
                });
            }
        }
        return new Cost(devices, (System.nanoTime() - began) / NANOS,
                Residence.of(coordinator).cpuSeconds() - before, refused);
    }

    private void print(Cost warm, Cost crowd) throws Exception {
        System.out.printf(Locale.ROOT, "%d devices, %d at a time, and %d at once; refused: %s%n", warm.devices(),
                AT_ONCE,
                crowd.devices(), crowd.refused());
        new Figure("devices a second", warm.devices() / warm.seconds(), "").print();
        new Figure("CPU of the coordinator a device", warm.processorSeconds() / warm.devices() * MILLIS, "ms").print();
        new Figure("time of a crowd", crowd.seconds(), "s").print();
        new Figure("refused of a crowd", crowd.refused().values().stream().mapToInt(Integer::intValue).sum(), "")
                .print();
        new Figure("coordinator's peak RSS", Residence.of(coordinator).peakBytes() / MEGA, "MB").print();
    }
}
