package io.tributary.client.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.client.fake.FakeCoordinator;
import io.tributary.client.fake.World;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.parameters.Parameter;
import io.tributary.protocol.parameters.ParameterLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example is small, needs no framework, and learns. */
final class ThermostatTest {
    private static final int ROUNDS = 10;
    private final long deadline = Instant.now().plusSeconds(600).toEpochMilli();
    @TempDir
    Path directory;
    private final World world = new World(new ParameterLayout(
            List.of(new Parameter("slope-and-offset", Parameter.Role.TRAINABLE, List.of(2)))));

    @Test
    void learnsALineOverSeveralRounds() throws Exception {
        float[] model = {0, 0};
        world.publish(model);
        Files.write(directory.resolve("trust.json"), WireJson.write(Map.of("owner", world.owner.publicKey().raw(),
                "coordinator", world.registrar.publicKey().raw())));
        try (FakeCoordinator coordinator = new FakeCoordinator(world)) {
            coordinator.offer(1, 0, deadline);
            coordinator.onReport((report, sealed) -> {
                float[] delta = world.open(report, sealed);
                model[0] += delta[0];
                model[1] += delta[1];
                world.publish(model);
                if (report.round() < ROUNDS) {
                    coordinator.offer(report.round() + 1, report.round(), deadline);
                }
            });
            float[] x = {0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3};
            float[] y = {1, 3, 5, 7, 1, 3, 5, 7, 1, 3, 5, 7};
            float[] learned = Thermostat.learn(coordinator.address(), directory, x, y);
            assertEquals(2, learned[0], 0.05);
            assertEquals(1, learned[1], 0.05);
        }
    }

    @Test
    void hasAtMostFortyLinesAndNoFramework() throws Exception {
        List<String> lines = Files.readAllLines(Path.of("src/test/java/io/tributary/client/examples/Thermostat.java"));
        assertTrue(lines.size() <= 40, lines.size() + " lines");
        assertFalse(String.join("\n", lines).contains("djl"), "uses DJL");
    }
}
