package com.example.thermostat;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.client.ClientBuilder;
import io.tributary.client.FederatedClient;
import io.tributary.client.TrustFile;
import io.tributary.client.event.ClientEvent;
import io.tributary.client.event.ClientState;
import io.tributary.coordinator.Coordinator;
import io.tributary.coordinator.CoordinatorOptions;
import io.tributary.learning.Evaluator;
import io.tributary.learning.EvaluatorFactory;
import io.tributary.learning.architecture.Architectures;
import io.tributary.operator.OperatorClient;
import io.tributary.protocol.message.RoundView;
import io.tributary.protocol.message.RunView;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.parameters.Parameter;
import io.tributary.protocol.parameters.ParameterLayout;
import io.tributary.protocol.plan.ModelSpec;
import io.tributary.protocol.plan.NetworkSpec;
import io.tributary.protocol.plan.OptimizerSpec;
import io.tributary.protocol.plan.RoundSpec;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.TrainingSpec;
import io.tributary.protocol.plan.UpdateSpec;
import io.tributary.secureagg.identity.SigningKey;
import io.tributary.secureagg.tls.ClientTls;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two thermostats and a coordinator of ours on loopback. Each has seen half of the weather, and both learn the whole line. */
@Timeout(120)
class ThermostatTest {
    private static final int ROUNDS = 15;
    private final SigningKey owner = SigningKey.generate();
    @TempDir
    Path folder;

    /** A network of one's own: a name that the trainer knows, and the layout of its two numbers. */
    private static RunPlan plan(String name, int seed) {
        ModelSpec line =
                new ModelSpec("line", List.of(1), 1, List.of(), new NetworkSpec.Layout(NetworkSpec.Layout.Start.ZEROS));
        ParameterLayout layout = new ParameterLayout(
                List.of(new Parameter("slope-and-offset", Parameter.Role.TRAINABLE, List.of(2))));
        return RunPlan.builder().name(name).model(Thermostat.MODEL).spec(line).layout(layout).rounds(ROUNDS).seed(seed)
                .training(new TrainingSpec(1, 1, new OptimizerSpec.Sgd(0.1, 0), 1))
                .update(new UpdateSpec(100, 24, 1000, 2)).round(new RoundSpec(2, 1, 2, 2, 2, 60, 60)).build();
    }

    @Test
    void twoThermostatsLearnTogetherHowRoomsCool() throws Exception {
        CoordinatorOptions options = CoordinatorOptions.newBuilder(folder.resolve("coordinator"),
                List.of(owner.publicKey()), Architectures::initial).evaluator(ThermostatTest::evaluator).build();
        try (Coordinator coordinator = Coordinator.start(options);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            OperatorClient operator =
                    new OperatorClient(coordinator.uri(), coordinator.operatorToken(), ClientTls.USUAL);
            String run = operator.start(owner.sign(SignatureContext.RUN_PLAN, WireJson.write(plan("cooling", 1))));
            Future<float[]> mild =
                    threads.submit(() -> learn(coordinator, "mild", "0, 1\n1, 3\n0, 1\n1, 3\n0, 1\n1, 3\n"));
            Future<float[]> cold =
                    threads.submit(() -> learn(coordinator, "cold", "2, 5\n3, 7\n2, 5\n3, 7\n2, 5\n3, 7\n"));
            float[] learned = mild.get();
            assertArrayEquals(learned, cold.get());
            assertEquals(2, learned[0], 0.05);
            assertEquals(1, learned[1], 0.1);
            while (operator.view(run).status() == RunView.Status.ACTIVE) {
                Thread.sleep(20);
            }
            RoundView last = operator.view(run).history().getLast();
            assertTrue(last.evaluation() != null && last.evaluation().accuracy() == 1, () -> "" + last);
        }
    }

    /** As {@code ./tributary coordinator --class-path} finds it. */
    private static Optional<Evaluator> evaluator(RunPlan plan) {
        return ServiceLoader.load(EvaluatorFactory.class).findFirst().orElseThrow().evaluator(plan);
    }

    private float[] learn(Coordinator coordinator, String name, String readings) throws Exception {
        return Thermostat.learn(device(coordinator, name, readings));
    }

    private ClientBuilder device(Coordinator coordinator, String name, String readings) throws Exception {
        Path directory = Files.createDirectories(folder.resolve(name));
        new TrustFile(owner.publicKey(), coordinator.publicKey()).write(directory);
        return Thermostat.device(coordinator.uri(), name,
                Readings.read(Files.writeString(folder.resolve(name + ".csv"), readings)), directory, directory);
    }

    @Test
    void thermostatsStayOverTwoRunsAndLeaveAnotherModelAlone() throws Exception {
        CoordinatorOptions options = CoordinatorOptions.newBuilder(folder.resolve("coordinator"),
                List.of(owner.publicKey()), Architectures::initial).build();
        List<ClientEvent> told = new CopyOnWriteArrayList<>();
        try (Coordinator coordinator = Coordinator.start(options);
                FederatedClient mild = device(coordinator, "mild", "0, 1\n1, 3\n").models(Thermostat.MODEL)
                        .listener(told::add).build();
                FederatedClient cold = device(coordinator, "cold", "2, 5\n3, 7\n").models(Thermostat.MODEL).build()) {
            OperatorClient operator =
                    new OperatorClient(coordinator.uri(), coordinator.operatorToken(), ClientTls.USUAL);
            mild.start();
            cold.start();
            String first = play(operator, plan("cooling", 1));
            awaitEnd(mild, first);
            assertEquals(ROUNDS, mild.model(Thermostat.MODEL).orElseThrow().version());
            String second = play(operator, plan("cooling-again", 2));
            awaitEnd(mild, second);
            assertEquals(2 * ROUNDS, mild.model(Thermostat.MODEL).orElseThrow().version());
            String heating = operator.start(owner.sign(SignatureContext.RUN_PLAN,
                    WireJson.write(plan("heating", 3).toBuilder().model("heating").build())));
            awaitEnd(mild, play(operator, plan("cooling-once-more", 4)));
            assertEquals(3 * ROUNDS, mild.model(Thermostat.MODEL).orElseThrow().version());
            assertTrue(told.stream().noneMatch(ClientEvent.Declined.class::isInstance),
                    "nobody asks for another model");
            assertTrue(mild.model("heating").isEmpty());
            assertEquals(RunView.Status.ACTIVE, operator.view(heating).status());
        }
    }

    private String play(OperatorClient operator, RunPlan plan) throws Exception {
        String run = operator.start(owner.sign(SignatureContext.RUN_PLAN, WireJson.write(plan)));
        while (operator.view(run).status() == RunView.Status.ACTIVE) {
            Thread.sleep(20);
        }
        return run;
    }

    private static void awaitEnd(FederatedClient client, String run) throws InterruptedException {
        while (client.state().activity() != ClientState.Activity.BETWEEN_RUNS || !client.state().run().equals(run)) {
            Thread.sleep(20);
        }
    }
}
