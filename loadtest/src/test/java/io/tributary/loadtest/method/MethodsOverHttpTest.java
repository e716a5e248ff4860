package io.tributary.loadtest.method;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.Coordinator;
import io.tributary.coordinator.CoordinatorOptions;
import io.tributary.learning.LocalTrainer;
import io.tributary.learning.architecture.Architectures;
import io.tributary.learning.djl.DjlTrainer;
import io.tributary.loadtest.fleet.Fleet;
import io.tributary.loadtest.round.Address;
import io.tributary.protocol.message.RoundView;
import io.tributary.protocol.plan.ClientMethod;
import io.tributary.protocol.plan.ModelSpec;
import io.tributary.protocol.plan.OptimizerSpec;
import io.tributary.protocol.plan.RoundSpec;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.StrategySpec;
import io.tributary.protocol.plan.StrategySpec.Weighting;
import io.tributary.protocol.plan.TrainingSpec;
import io.tributary.protocol.plan.UpdateSpec;
import io.tributary.secureagg.identity.SigningKey;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Real clients that train, and a coordinator, over real HTTP: what devices are sent in every round is what the method's paper makes of the
 * rounds before. Two of three devices train in a round, in two, four or six steps; the third keeps its state.
 */
final class MethodsOverHttpTest {
    private static final ModelSpec SPEC = new ModelSpec("linear", List.of(3), 2, List.of());
    private static final List<Copies> DATA = List.of(new Copies(new double[] {0.5, -1, 2}, 0, 4),
            new Copies(new double[] {1, 0.25, -0.5}, 1, 8), new Copies(new double[] {-1, 2, 0.5}, 1, 12));
    private static final int ROUNDS = 5;
    private static final int COHORT = 2;
    private static final int BATCH = 4;
    private static final int EPOCHS = 2;
    private static final int POPULATION = 5;
    private static final double RATE = 0.2;
    private static final double MOMENTUM = 0.5;

    @TempDir
    private Path folder;
    /** By round and device. */
    private final Map<Integer, Map<Integer, float[]>> received = new ConcurrentSkipListMap<>();

    /** A paper from its first weights on. */
    interface Start {
        PaperFormulas from(double[] model, List<TestSite> sites);
    }

    static Stream<Arguments> methods() {
        Start scaffold = (model, sites) -> new PaperFormulas.Scaffold(model, sites, POPULATION);
        Start nova = PaperFormulas.FedNova::new;
        Start dyn = (model, sites) -> new PaperFormulas.FedDyn(model, sites, 0.25, POPULATION);
        return Stream.of(Arguments.of(new ClientMethod.Scaffold(POPULATION), Weighting.EXAMPLES, scaffold),
                Arguments.of(new ClientMethod.FedNova(), Weighting.EXAMPLES, nova),
                Arguments.of(new ClientMethod.FedDyn(0.25, POPULATION), Weighting.UNIFORM, dyn));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void whatDevicesAreSentIsWhatThePaperMakesOfTheRoundsBefore(ClientMethod method, Weighting weighting, Start start)
            throws Exception {
        RunPlan plan = plan(method, weighting);
        assertEquals(ROUNDS, play(plan).size());
        PaperFormulas paper = start.from(initial(plan), sites());
        for (int round = 1; round <= ROUNDS; round++) {
            Map<Integer, float[]> models = received.getOrDefault(round, Map.of());
            assertEquals(COHORT, models.size(), "round " + round);
            for (float[] model : models.values()) {
                compare(paper.sent(), model, "round " + round);
            }
            paper.round(List.copyOf(models.keySet()));
        }
    }

    private static void compare(double[] expected, float[] model, String where) {
        assertEquals(expected.length, model.length, where);
        for (int i = 0; i < model.length; i++) {
            assertEquals(expected[i], model[i], 1e-5, where + ", value " + i);
        }
    }

    private static RunPlan plan(ClientMethod method, Weighting weighting) {
        TrainingSpec training = TrainingSpec.builder().epochs(EPOCHS).batchSize(BATCH)
                .optimizer(new OptimizerSpec.Sgd(RATE, MOMENTUM)).method(method).build();
        return RunPlan.builder().name("drift").model("drift").spec(SPEC).layout(Architectures.layout(SPEC, training))
                .rounds(ROUNDS).seed(7).training(training).update(new UpdateSpec(16, 30, 16, COHORT))
                .round(new RoundSpec(COHORT, 1, COHORT, COHORT, DATA.size(), 60, 60))
                .strategy(new StrategySpec(StrategySpec.FEDAVG.rule(), StrategySpec.FEDAVG.server(), weighting))
                .build();
    }

    private static double[] initial(RunPlan plan) {
        float[] initial = Architectures.initial(plan);
        double[] network = new double[Copies.VALUES];
        for (int i = 0; i < network.length; i++) {
            network[i] = initial[i];
        }
        return network;
    }

    private static List<TestSite> sites() {
        return DATA.stream().map(data -> new TestSite(data, EPOCHS * data.count() / BATCH, RATE, MOMENTUM)).toList();
    }

    private LocalTrainer trainer(int device) {
        LocalTrainer trainer = new DjlTrainer(DATA.get(device).examples());
        return task -> {
            received.computeIfAbsent(task.round(), round -> new ConcurrentHashMap<>()).put(device,
                    task.model().clone());
            return trainer.train(task);
        };
    }

    private List<RoundView> play(RunPlan plan) throws Exception {
        SigningKey owner = SigningKey.generate();
        Vertx vertx = Vertx.vertx();
        try (Coordinator coordinator = Coordinator.start(CoordinatorOptions.newBuilder(folder.resolve("coordinator"),
                List.of(owner.publicKey()), Architectures::initial).build())) {
            URI uri = URI.create("http://127.0.0.1:" + coordinator.port());
            Address operator = new Address(uri, coordinator.publicKey(), coordinator.operatorToken());
            String run = operator.start(owner, plan);
            try (Fleet fleet = Fleet.start(vertx, new Fleet.Setting(DATA.size(), this::trainer,
                    folder.resolve("devices"), device -> List.of(uri), owner.publicKey(), coordinator.publicKey()))) {
                assertTrue(fleet.awaitEnd(Duration.ofMinutes(2)), () -> "failures: " + fleet.ledger().failures());
                return operator.view(run).history();
            }
        } finally {
            vertx.close().await();
        }
    }
}
