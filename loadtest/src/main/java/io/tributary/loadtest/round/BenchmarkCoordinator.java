package io.tributary.loadtest.round;

import io.tributary.coordinator.Coordinator;
import io.tributary.coordinator.CoordinatorOptions;
import io.tributary.secureagg.file.DurableFile;
import io.tributary.secureagg.identity.VerifyingKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** The measured coordinator, in a JVM of its own, so that its memory is its own. */
public final class BenchmarkCoordinator {
    /** The collector that ./tributary gives a coordinator, in place of that of the JVM that starts this one. */
    private static final List<String> COLLECTOR = List.of("-XX:-UseParallelGC", "-XX:-UseSerialGC", "-XX:+UseG1GC",
            "-XX:MinHeapFreeRatio=15", "-XX:MaxHeapFreeRatio=30");

    private BenchmarkCoordinator() {}

    /** Options of its JVM: those of every coordinator, and then these. */
    public static List<String> options(List<String> more) {
        return Stream.concat(COLLECTOR.stream(), more.stream()).toList();
    }

    /**
     * Takes its directory, the base64 key that signs plans and, to speak TLS, a folder of certificates; writes {@code address}: port, key
     * and operator token.
     */
    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[0]);
        VerifyingKey owner = VerifyingKey.of(Base64.getDecoder().decode(args[1]));
        CoordinatorOptions.Builder options = CoordinatorOptions.newBuilder(state(directory), List.of(owner),
                plan -> new float[plan.layout().size()]);
        if (args.length > 2) {
            options.tls(new LoopbackTls(Path.of(args[2])).coordinator());
        }
        serve(directory, options.build());
    }

    /** Where a measured coordinator keeps everything, below its directory. */
    public static Path state(Path directory) {
        return directory.resolve("state");
    }

    /** Starts it, writes {@code address} into the directory, and never returns. */
    public static void serve(Path directory, CoordinatorOptions options) throws Exception {
        Coordinator coordinator = Coordinator.start(options);
        Runtime.getRuntime().addShutdownHook(new Thread(coordinator::close, "close-coordinator"));
        DurableFile.replace(directory.resolve("address"), String.join("\n", Integer.toString(coordinator.port()),
                Base64.getEncoder().encodeToString(coordinator.publicKey().raw()), coordinator.operatorToken())
                .getBytes(StandardCharsets.UTF_8));
        new CountDownLatch(1).await();
    }
}
