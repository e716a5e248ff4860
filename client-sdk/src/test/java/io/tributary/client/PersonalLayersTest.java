package io.tributary.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.tributary.client.fake.FakeCoordinator;
import io.tributary.client.fake.PlainTrainer;
import io.tributary.client.fake.Trial;
import io.tributary.client.fake.World;
import io.tributary.learning.DeviceMemory;
import io.tributary.learning.LocalTrainer;
import io.tributary.learning.TrainingException;
import io.tributary.learning.TrainingTask;
import io.tributary.learning.architecture.Architectures;
import io.tributary.learning.architecture.Placement;
import io.tributary.learning.image.InMemoryExamples;
import io.tributary.protocol.message.DeviceMessage;
import io.tributary.protocol.parameters.ParameterLayout;
import io.tributary.protocol.plan.ClientMethod;
import io.tributary.protocol.plan.ModelSpec;
import io.tributary.protocol.plan.OptimizerSpec;
import io.tributary.protocol.plan.RoundSpec;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.TrainingSpec;
import io.tributary.protocol.plan.UpdateSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training over real HTTP: what leaves a device, and what stays on it. */
final class PersonalLayersTest {
    private static final ModelSpec MLP = new ModelSpec("mlp", List.of(4), 2, List.of(3));
    private static final int SHARED = 4 * 3 + 3;
    private static final int OWN = 3 * 2 + 2;
    private static final InMemoryExamples EXAMPLES = InMemoryExamples.ofFloats(
            new float[] {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1}, new int[] {0, 1, 0, 1}, List.of(4));

    @TempDir
    Path directory;
    /** What the device kept after each training, whether or not it counts yet. */
    private final List<float[]> kept = new ArrayList<>();

    private static RunPlan plan(@Nullable ClientMethod method, List<String> local) {
        TrainingSpec training = TrainingSpec.builder().epochs(5).batchSize(4).optimizer(new OptimizerSpec.Sgd(0.5, 0))
                .method(method).local(local).build();
        ParameterLayout layout = Architectures.layout(MLP, training);
        return RunPlan.builder().name("test").model(World.MODEL).spec(MLP).layout(layout).rounds(10).seed(World.SEED)
                .training(training).update(new UpdateSpec(10, 20, 1000, 4)).round(new RoundSpec(1, 1, 1, 1, 1, 60, 60))
                .build();
    }

    private LocalTrainer trainer(String name) {
        LocalTrainer trainer = new PlainTrainer(EXAMPLES);
        return task -> {
            try {
                kept.add(task.memory().read(name).orElse(new float[0]));
            } catch (IOException failed) {
                throw new TrainingException("memory", failed);
            }
            return trainer.train(task);
        };
    }

    private FederatedClient client(FakeCoordinator coordinator, String keptName) throws IOException {
        return FederatedClient.builder().coordinator(coordinator.address()).device(Trial.DEVICE)
                .ownerKey(coordinator.world.owner.publicKey()).coordinatorKey(coordinator.world.registrar.publicKey())
                .directory(directory).trainer(trainer(keptName)).predictorLoader(PlainTrainer::predictor).endsWithRuns()
                .build();
    }

    private static World world(RunPlan plan) {
        World world = new World(plan.layout());
        world.sign(plan);
        world.publish(Architectures.initial(plan));
        return world;
    }

    private static void offer(FakeCoordinator coordinator, int round, int version) {
        coordinator.offer(round, version, Instant.now().plusSeconds(3600).toEpochMilli());
    }

    private static List<float[]> updates(FakeCoordinator coordinator) {
        return coordinator.messages(DeviceMessage.Report.class).stream()
                .map(report -> coordinator.world.open(report,
                        coordinator.uploads().get(World.content(report).uploadId())))
                .toList();
    }

    /** The same network trained whole, from the same weights, moves in its shared layers as the updates say. */
    @Test
    void whatLeavesTheDeviceIsTheSharedLayersAndPredictionsUseItsOwn() throws Exception {
        RunPlan plan = plan(null, List.of("dense2"));
        assertEquals(SHARED, plan.layout().size());
        try (FakeCoordinator coordinator = new FakeCoordinator(world(plan))) {
            offer(coordinator, 1, 0);
            offer(coordinator, 2, 0);
            try (FederatedClient client = client(coordinator, DeviceMemory.LOCAL)) {
                client.run();
                List<float[]> updates = updates(coordinator);
                assertEquals(List.of(SHARED, SHARED), updates.stream().map(update -> update.length).toList());
                assertEquals(List.of(0, OWN), kept.stream().map(vector -> vector.length).toList());

                float[] initial = Architectures.initial(MLP, World.SEED);
                float[] whole = new PlainTrainer(EXAMPLES).train(new TrainingTask(
                        plan(null, List.of()), 1, initial, 1)).delta();
                assertArrayEquals(Arrays.copyOf(whole, SHARED), updates.get(0), 1e-6f);
                float[] own = Placement.of(plan).local(initial);
                for (int i = 0; i < OWN; i++) {
                    assertEquals(own[i] + whole[SHARED + i], kept.get(1)[i], 1e-6, "own value " + i);
                }
                float[] confident = client.model().orElseThrow().predict(new float[] {1, 0, 0, 0});
                try (var fresh = PlainTrainer.predictor(plan, Architectures.initial(plan),
                        DeviceMemory.none())) {
                    assertFalse(Arrays.equals(fresh.predict(new float[] {1, 0, 0, 0}), confident),
                            "the model served has the device's own layer, not the initial one");
                }
            }
        }
    }

    /** Control variates come signed with the model and go up as the second part of the update. */
    @Test
    void controlVariatesTravelWithTheModel() throws Exception {
        RunPlan plan = plan(new ClientMethod.Scaffold(5), List.of());
        int values = SHARED + OWN;
        World world = world(plan);
        float[] next = Architectures.initial(plan);
        Arrays.fill(next, values, 2 * values, 0.01f);
        world.publish(next);
        try (FakeCoordinator coordinator = new FakeCoordinator(world)) {
            offer(coordinator, 1, 0);
            offer(coordinator, 2, 1);
            try (FederatedClient client = client(coordinator, "control")) {
                client.run();
                List<float[]> updates = updates(coordinator);
                float[] first = updates.get(0);
                float[] second = updates.get(1);
                for (int i = 0; i < values; i++) {
                    double own = -first[i] / (5 * 0.5);
                    assertEquals(own, first[values + i], 1e-6, "control value " + i);
                    assertEquals(own, kept.get(1)[i], 1e-6, "kept value " + i);
                    assertEquals(-0.01 - second[i] / (5 * 0.5), second[values + i], 1e-6, "next control value " + i);
                }
                assertEquals(2, client.model().orElseThrow().predict(new float[4]).length);
            }
        }
    }
}
