package io.tributary.extension;

import io.tributary.coordinator.Coordinator;
import io.tributary.coordinator.CoordinatorOptions;
import io.tributary.secureagg.identity.SigningKey;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A coordinator answers at the new address. */
public final class EndpointCheck {
    private EndpointCheck() {}

    public static void check() throws Exception {
        Path directory = Files.createTempDirectory("endpoint");
        try (Coordinator coordinator = Coordinator.start(CoordinatorOptions.newBuilder(directory,
                List.of(SigningKey.generate().publicKey()), plan -> new float[plan.layout().size()]).build())) {
            try (InputStream answer = coordinator.uri().resolve("/v1/greeting").toURL().openStream()) {
                String text = new String(answer.readAllBytes(), StandardCharsets.UTF_8);
                Toys.require(text.equals("{\"hello\":\"world\"}"), text);
            }
        } finally {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
