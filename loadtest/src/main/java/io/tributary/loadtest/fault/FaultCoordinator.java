package io.tributary.loadtest.fault;

import io.tributary.coordinator.Coordinator;
import io.tributary.coordinator.CoordinatorOptions;
import io.tributary.coordinator.access.AccessOptions;
import io.tributary.coordinator.registry.Retention;
import io.tributary.secureagg.file.DurableFile;
import io.tributary.secureagg.identity.VerifyingKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The coordinator that faults are done to, in a JVM of its own. */
public final class FaultCoordinator {
    private FaultCoordinator() {}

    /**
     * Takes the directory of its state, the file to write its address to, its port, and the base64 key that signs plans. The
     * address is port, key and operator token, a line each. The file {@code clock} beside it sets the clock. Of the system properties,
     * {@code fault.limited} sets the limits of a product, {@code fault.retention} keeps as many versions as one (all, else, for the
     * reconciliation), and {@code fault.publicModels} lets anybody read models.
     */
    public static void main(String[] args) throws Exception {
        Path file = Path.of(args[1]);
        VerifyingKey owner = VerifyingKey.of(Base64.getDecoder().decode(args[3]));
        ShiftedClock clock = new ShiftedClock(file.resolveSibling("clock"));
        Coordinator coordinator = Coordinator.start(CoordinatorOptions
                .newBuilder(Path.of(args[0]), List.of(owner), plan -> new float[plan.layout().size()])
                .listen("127.0.0.1", Integer.parseInt(args[2])).clock(clock).access(access())
                .retention(Boolean.getBoolean("fault.retention") ? Retention.DEFAULT : Retention.ALL).build());
        Runtime.getRuntime().addShutdownHook(new Thread(coordinator::close, "close-coordinator"));
        DurableFile.replace(file, String.join("\n", Integer.toString(coordinator.port()),
                Base64.getEncoder().encodeToString(coordinator.publicKey().raw()), coordinator.operatorToken())
                .getBytes(StandardCharsets.UTF_8));
        new CountDownLatch(1).await();
    }

    private static AccessOptions access() {
        AccessOptions options = Boolean.getBoolean("fault.limited") ? AccessOptions.product() : AccessOptions.open();
        return options.toBuilder().enrolment(AccessOptions.Enrolment.OPEN)
                .publicModels(Boolean.getBoolean("fault.publicModels")).build();
    }
}
