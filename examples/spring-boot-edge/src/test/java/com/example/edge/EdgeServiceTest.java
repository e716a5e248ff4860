package com.example.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.Coordinator;
import io.tributary.coordinator.CoordinatorOptions;
import io.tributary.operator.OperatorClient;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.parameters.Parameter;
import io.tributary.protocol.parameters.ParameterLayout;
import io.tributary.protocol.plan.ModelSpec;
import io.tributary.protocol.plan.OptimizerSpec;
import io.tributary.protocol.plan.RoundSpec;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.TrainingSpec;
import io.tributary.protocol.plan.UpdateSpec;
import io.tributary.secureagg.identity.SigningKey;
import io.tributary.secureagg.identity.VerifyingKey;
import io.tributary.secureagg.tls.ClientTls;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Two services, which are two clients in this JVM, and a coordinator of ours on loopback. */
class EdgeServiceTest {
    private static final int ROUNDS = 15;
    private final SigningKey owner = SigningKey.generate();
    private final HttpClient http = HttpClient.newHttpClient();
    @TempDir
    Path folder;

    private static RunPlan plan() {
        ParameterLayout layout = new ParameterLayout(
                List.of(new Parameter("slope-and-offset", Parameter.Role.TRAINABLE, List.of(2))));
        return RunPlan.builder().name("cooling").model("cooling").spec(new ModelSpec("line", List.of(1), 2, List.of()))
                .layout(layout).rounds(ROUNDS).seed(1)
                .training(new TrainingSpec(1, 1, new OptimizerSpec.Sgd(0.1, 0), 1))
                .update(new UpdateSpec(100, 24, 1000, 2)).round(new RoundSpec(2, 1, 2, 2, 2, 60, 60)).build();
    }

    @Test
    void theServiceLearnsWithAnotherOneAndAnswersWithTheModel() throws Exception {
        CoordinatorOptions options = CoordinatorOptions.newBuilder(folder.resolve("coordinator"),
                List.of(owner.publicKey()), plan -> new float[plan.layout().size()]).build();
        try (Coordinator coordinator = Coordinator.start(options);
                ConfigurableApplicationContext mild = service(coordinator, "mild", "0, 1, 1, 3, 0, 1, 1, 3");
                ConfigurableApplicationContext cold = service(coordinator, "cold", "2, 5, 3, 7, 2, 5, 3, 7")) {
            assertEquals(500, get(mild, "/cooling?colder=1").statusCode(), "there is no model yet");
            new OperatorClient(coordinator.uri(), coordinator.operatorToken(), ClientTls.USUAL)
                    .start(owner.sign(SignatureContext.RUN_PLAN, WireJson.write(plan())));
            await(mild, "cooling version " + ROUNDS);
            await(cold, "cooling version " + ROUNDS);
            assertEquals(21, Float.parseFloat(get(mild, "/cooling?colder=10").body()), 1);
            assertEquals(get(mild, "/cooling?colder=10").body(), get(cold, "/cooling?colder=10").body());
            String metrics =
                    get(mild, "/actuator/metrics/tributary.client.steps?tag=phase:report&tag=result:finished").body();
            assertTrue(metrics.contains("\"value\":" + ROUNDS), metrics);
        }
    }

    private ConfigurableApplicationContext service(Coordinator coordinator, String name, String readings)
            throws Exception {
        Path directory = Files.createDirectories(folder.resolve(name));
        Files.writeString(directory.resolve("trust.json"), "{\"owner\": \"%s\", \"coordinator\": \"%s\"}"
                .formatted(base64(owner.publicKey()), base64(coordinator.publicKey())));
        return SpringApplication.run(EdgeService.class, "--server.port=0",
                "--tributary.coordinator=" + coordinator.uri(),
                "--tributary.device=" + name, "--tributary.directory=" + directory, "--room.readings=" + readings);
    }

    private void await(ConfigurableApplicationContext service, String said) throws Exception {
        Instant end = Instant.now().plus(Duration.ofMinutes(2));
        String health = "";
        while (!health.contains(said)) {
            assertTrue(Instant.now().isBefore(end), health);
            Thread.sleep(100);
            health = get(service, "/actuator/health").body();
        }
        assertTrue(health.contains("\"tributary\""), health);
    }

    private HttpResponse<String> get(ConfigurableApplicationContext service, String path) throws Exception {
        String port = service.getEnvironment().getRequiredProperty("local.server.port");
        return http.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String base64(VerifyingKey key) {
        return Base64.getEncoder().encodeToString(key.raw());
    }
}
