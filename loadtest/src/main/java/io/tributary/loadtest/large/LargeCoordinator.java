package io.tributary.loadtest.large;

import io.tributary.coordinator.CoordinatorOptions;
import io.tributary.coordinator.registry.Retention;
import io.tributary.loadtest.round.BenchmarkCoordinator;
import io.tributary.secureagg.identity.VerifyingKey;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/** The measured coordinator, in a JVM of its own, whose first models are generated and which keeps the newest version alone. */
public final class LargeCoordinator {
    private LargeCoordinator() {}

    /** Takes its directory and the base64 key that signs plans; writes {@code address}, as {@link BenchmarkCoordinator} does. */
    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[0]);
        VerifyingKey owner = VerifyingKey.of(Base64.getDecoder().decode(args[1]));
        BenchmarkCoordinator.serve(directory,
                CoordinatorOptions.newBuilderInChunks(BenchmarkCoordinator.state(directory), List.of(owner),
                        plan -> new GeneratedValues(plan.layout().chunking(), 0)).retention(new Retention(1)).build());
    }
}
