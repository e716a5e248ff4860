package io.tributary.loadtest.fault;

import io.tributary.coordinator.Coordinator;
import io.tributary.coordinator.CoordinatorOptions;
import io.tributary.coordinator.access.AccessOptions;
import io.tributary.coordinator.access.RateLimits;
import io.tributary.coordinator.registry.Retention;
import io.tributary.coordinator.retention.RunHistory;
import io.tributary.secureagg.file.DurableFile;
import io.tributary.secureagg.identity.VerifyingKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** The coordinator that faults are done to, in a JVM of its own. */
public final class FaultCoordinator {
    private static final int ANY_ADDRESS = 1_000_000;

    private FaultCoordinator() {}

    /**
     * Takes the directory of its state, the file to write its address to, its port, and the base64 key that signs plans. The
     * address is port, key and operator token, a line each. The file {@code clock} beside it sets the clock. Of the system properties,
     * {@code fault.limits} sets the limits of a {@code product}, or those of a {@code device} alone; {@code fault.publicModels} lets
     * anybody read models; {@code fault.retention} keeps as many versions as a product (all, else, for the reconciliation), and
     * {@code fault.runs} is how many runs that are over it keeps.
     */
    public static void main(String[] args) throws Exception {
        Path file = Path.of(args[1]);
        VerifyingKey owner = VerifyingKey.of(Base64.getDecoder().decode(args[3]));
        ShiftedClock clock = new ShiftedClock(file.resolveSibling("clock"));
        InstantSource durations = () -> Instant.EPOCH.plusNanos(System.nanoTime());
        Coordinator coordinator = Coordinator.start(CoordinatorOptions
                .newBuilder(Path.of(args[0]), List.of(owner), plan -> new float[plan.layout().size()])
                .listen("127.0.0.1", Integer.parseInt(args[2])).clock(clock, durations).access(access())
                .history(new RunHistory(Integer.getInteger("fault.runs", 1_000), Optional.empty()))
                .retention(Boolean.getBoolean("fault.retention") ? Retention.DEFAULT : Retention.ALL).build());
        Runtime.getRuntime().addShutdownHook(new Thread(coordinator::close, "close-coordinator"));
        DurableFile.replace(file, String.join("\n", Integer.toString(coordinator.port()),
                Base64.getEncoder().encodeToString(coordinator.publicKey().raw()), coordinator.operatorToken())
                .getBytes(StandardCharsets.UTF_8));
        new CountDownLatch(1).await();
    }

    private static AccessOptions access() {
        AccessOptions options = switch (System.getProperty("fault.limits", "none")) {
            case "product" -> AccessOptions.product();
            case "device" -> AccessOptions.open().toBuilder()
                    .limits(Optional.of(new RateLimits(RateLimits.usual().perDevice(), ANY_ADDRESS))).build();
            default -> AccessOptions.open();
        };
        return options.toBuilder().enrolment(AccessOptions.Enrolment.OPEN)
                .publicModels(Boolean.getBoolean("fault.publicModels")).build();
    }
}
