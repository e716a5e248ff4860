package io.tributary.loadtest.round;

import io.tributary.experiments.deployment.WorkDirectory;
import io.tributary.experiments.process.SiblingJvm;
import io.tributary.experiments.process.SiblingLaunch;
import io.tributary.loadtest.report.Figure;
import io.tributary.secureagg.identity.SigningKey;
import io.tributary.secureagg.identity.VerifyingKey;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The memory of one device that fetches a model, seals an update as large and uploads it, three rounds of it: the smallest heap
 * (-Xmx) with which it gets through, found by bisection, and what it holds outside of its heap. The trainer trains nothing, and holds one
 * update, so that the rest is the SDK's. Each try has a device and a coordinator of its own, in JVMs of their own.
 *
 * <p>{@code loadtest/bench device VALUES}. The collector is the serial one, which a JVM on a small machine takes by itself.
 */
public final class DeviceBenchmark {
    private static final int ROUNDS = 3;
    private static final int ALLOWED_MODELS = 3;
    private static final int ALLOWED_MEGABYTES = 64;
    private static final double MEGA = 1e6;
    private static final int KIB = 1024;
    private static final double PRECISION = 0.01;
    private static final long TRY_SECONDS = 120;
    private final int values;
    private final double model;

    private DeviceBenchmark(int values) {
        this.values = values;
        this.model = values * (double) Float.BYTES;
    }

    /** What a device took that got through. */
    private record Taken(long heap, long direct, long resident) {}

    /** Takes the number of values. */
    public static void main(String[] args) throws Exception {
        new DeviceBenchmark(Integer.parseInt(args[0])).measure();
    }

    private void measure() throws Exception {
        double allowed = ALLOWED_MODELS * model + ALLOWED_MEGABYTES * MEGA;
        Taken least = play((long) allowed).orElseThrow(
                () -> new IllegalStateException("the device does not get through with what it is allowed"));
        long tooLittle = (long) model;
        while (least.heap() - tooLittle > PRECISION * least.heap()) {
            long middle = (least.heap() + tooLittle) / 2;
            Optional<Taken> taken = play(middle);
            tooLittle = taken.isPresent() ? tooLittle : middle;
            least = taken.orElse(least);
        }
        print(allowed, least);
    }

    private void print(double allowed, Taken least) {
        System.out.printf(Locale.ROOT,
                "model %.2f MB, %d rounds: heap %.1f MB = %.2f x model + %.1f MB; allowed %.1f MB%n",
                model / MEGA, ROUNDS, least.heap() / MEGA, Math.floor(least.heap() / model),
                least.heap() % model / MEGA, allowed / MEGA);
        System.out.printf(Locale.ROOT, "  with it: direct buffers %.1f MB, resident at most %.1f MB%n",
                least.direct() / MEGA, least.resident() / MEGA);
        new Figure("smallest heap of a device", least.heap() / MEGA, "MB").print();
    }

    private Optional<Taken> play(long heap) throws Exception {
        try (WorkDirectory work = WorkDirectory.temporary()) {
            return play(heap, work.path());
        }
    }

    private Optional<Taken> play(long heap, Path directory) throws Exception {
        SigningKey owner = SigningKey.generate();
        SiblingLaunch launch = new SiblingLaunch("coordinator", BenchmarkCoordinator.class,
                List.of(directory.toString(), base64(owner.publicKey())), List.of(), System.err::println,
                System.err::println);
        try (SiblingJvm jvm = SiblingJvm.start(launch)) {
            Address address = Address.await(directory.resolve("address"), jvm);
            address.start(owner, BenchmarkPlan.of(values, 1, ROUNDS));
            return play(heap, List.of(address.uri().toString(), base64(address.key()), base64(owner.publicKey()),
                    directory.resolve("device").toString(), Integer.toString(values)));
        }
    }

    private static Optional<Taken> play(long heap, List<String> arguments) throws Exception {
        List<String> said = new CopyOnWriteArrayList<>();
        SiblingLaunch launch = new SiblingLaunch("device", MeasuredDevice.class, arguments, options(heap), said::add,
                line -> {});
        int exit;
        try (SiblingJvm jvm = SiblingJvm.start(launch)) {
            exit = jvm.exit().get(TRY_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException _) {
            exit = -1;
        }
        System.err.printf(Locale.ROOT, "-Xmx%dk: %s%n", heap / KIB, exit == 0 ? "enough" : "too little");
        return exit == 0 ? Optional.of(taken(heap, said.get(said.size() - 1).split(" "))) : Optional.empty();
    }

    private static Taken taken(long heap, String... said) {
        return new Taken(heap, Long.parseLong(said[0]), Long.parseLong(said[1]));
    }

    /** With Netty's limit of 0, its buffers are counted by the JVM. */
    private static List<String> options(long heap) {
        return List.of("-XX:-UseParallelGC", "-XX:-UseG1GC", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError",
                "-Dio.netty.maxDirectMemory=0", "-Xmx" + heap / KIB + "k");
    }

    private static String base64(VerifyingKey key) {
        return Base64.getEncoder().encodeToString(key.raw());
    }
}
