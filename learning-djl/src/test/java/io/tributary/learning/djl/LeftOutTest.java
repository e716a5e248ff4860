package io.tributary.learning.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.learning.DeviceMemory;
import io.tributary.learning.Evaluator;
import io.tributary.learning.TrainingTask;
import io.tributary.learning.architecture.Architectures;
import io.tributary.learning.architecture.Placement;
import io.tributary.protocol.plan.ClientMethod;
import io.tributary.protocol.plan.ModelSpec;
import io.tributary.protocol.plan.OptimizerSpec;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.Schedule;
import io.tributary.protocol.plan.TrainingSpec;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is trained and sent when layers stay on the device, or as they are, or carry running statistics. */
final class LeftOutTest {
    private static final ModelSpec MLP = new ModelSpec("mlp", List.of(4, 4, 1), 3, List.of(5));
    private static final int FIRST = 16 * 5 + 5;
    private static final int LAST = 5 * 3 + 3;
    private static final int ALL = FIRST + LAST;

    private static float[] train(RunPlan plan, DeviceMemory memory) throws Exception {
        return train(plan, 1, Architectures.initial(plan), memory);
    }

    private static float[] train(RunPlan plan, int round, float[] model, DeviceMemory memory) throws Exception {
        return new DjlTrainer(new ToyExamples(plan.spec(), 30, 1))
                .train(new TrainingTask(plan, round, model, 5, memory)).delta();
    }

    private static RunPlan plan(List<String> local, List<String> frozen) {
        return Tasks.plan(MLP, Tasks.training(3, 10, Tasks.sgd(0.1), local, frozen));
    }

    private static float[] sum(float[] a, float[] b) {
        return DjlTrainerTest.sum(a, b);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5})
    void localLayersAreTrainedAndKeptAndNeverSent(double weightDecay) throws Exception {
        OptimizerSpec sgd = new OptimizerSpec.Sgd(0.1, 0, weightDecay);
        float[] whole =
                train(Tasks.plan(MLP, Tasks.training(3, 10, sgd, List.of(), List.of())), DeviceMemory.none());
        FakeMemory memory = new FakeMemory();
        RunPlan plan = Tasks.plan(MLP, Tasks.training(3, 10, sgd, List.of("dense2"), List.of()));
        float[] sent = train(plan, memory);
        assertArrayEquals(Arrays.copyOf(whole, FIRST), sent, "what travels moves as if all of it did");
        float[] initial = Placement.of(plan).local(Architectures.initial(MLP, plan.seed()));
        float[] kept = memory.staged().get(DeviceMemory.LOCAL);
        assertArrayEquals(sum(initial, Arrays.copyOfRange(whole, FIRST, ALL)), kept, 1e-7f);
    }

    @Test
    void theNextRoundGoesOnWithTheLocalLayersThatWereKept() throws Exception {
        FakeMemory memory = new FakeMemory();
        RunPlan plan = plan(List.of("dense2"), List.of());
        float[] model = Architectures.initial(plan);
        float[] next = sum(model, train(plan, memory));
        memory.acknowledge();
        float[] local = memory.read(DeviceMemory.LOCAL).orElseThrow();
        float[] sent = train(plan, 2, next, memory);

        float[] joined = Arrays.copyOf(next, ALL);
        System.arraycopy(local, 0, joined, FIRST, LAST);
        float[] whole = train(plan(List.of(), List.of()), 2, joined, DeviceMemory.none());
        assertArrayEquals(Arrays.copyOf(whole, FIRST), sent);
    }

    @Test
    void frozenLayersAreUsedAndNeitherMovedNorSent() throws Exception {
        RunPlan plan = plan(List.of(), List.of("dense1"));
        float[] sent = train(plan, DeviceMemory.none());
        assertEquals(LAST, sent.length);
        TrainingSpec oneStep = Tasks.training(1, 30, Tasks.sgd(0.1), List.of(), List.of("dense1"));
        TrainingSpec whole = new TrainingSpec(1, 30, Tasks.sgd(0.1), 1);
        float[] expected = train(Tasks.plan(MLP, whole), DeviceMemory.none());
        assertArrayEquals(Arrays.copyOfRange(expected, FIRST, ALL),
                train(Tasks.plan(MLP, oneStep), DeviceMemory.none()),
                "one step of the last layer is the same, whoever else moves");
        float[] model = Architectures.initial(plan);
        Evaluator evaluator = DjlEvaluator.of(plan, new ToyExamples(MLP, 60, 9)).orElseThrow();
        assertTrue(evaluator.evaluate(sum(model, Arrays.copyOf(sent, ALL))).loss() < evaluator.evaluate(model).loss());
    }

    @Test
    void methodsConcernWhatTravelsAlone() throws Exception {
        List<String> local = List.of("dense2");
        TrainingSpec strong = TrainingSpec.builder().epochs(3).batchSize(10).optimizer(Tasks.sgd(1e-3))
                .method(new ClientMethod.FedProx(1e3)).local(local).build();
        TrainingSpec plain = Tasks.training(3, 10, Tasks.sgd(1e-3), local, List.of());
        FakeMemory pulled = new FakeMemory();
        FakeMemory free = new FakeMemory();
        float[] sent = train(Tasks.plan(MLP, strong), pulled);
        float[] unpulled = train(Tasks.plan(MLP, plain), free);
        float[] initial = Placement.of(Tasks.plan(MLP, plain)).local(Architectures.initial(MLP, 1));
        assertTrue(length(sent) < 0.5 * length(unpulled), "what travels is pulled back at each step");
        double kept = length(minus(pulled.staged().get("local"), initial));
        double expected = length(minus(free.staged().get("local"), initial));
        assertEquals(expected, kept, 0.01 * expected, "what stays is not");
    }

    private static float[] minus(float[] a, float[] b) {
        float[] minus = a.clone();
        for (int i = 0; i < a.length; i++) {
            minus[i] -= b[i];
        }
        return minus;
    }

    private static double length(float[] values) {
        double square = 0;
        for (float value : values) {
            square += value * value;
        }
        return Math.sqrt(square);
    }

    @Test
    void nobodyButTheDeviceEvaluatesAModelWithLocalLayersAndControlVariatesAreNoPartOfOne() {
        ToyExamples examples = new ToyExamples(MLP, 60, 9);
        assertFalse(DjlEvaluator.of(plan(List.of("dense2"), List.of()), examples).isPresent());
        RunPlan scaffold = Tasks.plan(MLP, Tasks.training(1, 1, Tasks.sgd(1), new ClientMethod.Scaffold(3)));
        float[] model = Architectures.initial(MLP, 3);
        float[] withControls = Arrays.copyOf(model, 2 * ALL);
        Arrays.fill(withControls, ALL, 2 * ALL, 7);
        assertEquals(new DjlEvaluator(MLP, examples).evaluate(model).loss(),
                DjlEvaluator.of(scaffold, examples).orElseThrow().evaluate(withControls).loss());
    }

    @Test
    void runningStatisticsAreSentUnlessTheyAreLocalOrFrozen() throws Exception {
        ModelSpec spec = Tasks.spec("fedavg-cnn-bn", 8, 8, 1, 3);
        TrainingSpec all = new TrainingSpec(1, 10, Tasks.sgd(0.01), 1);
        RunPlan plan = Tasks.plan(spec, all);
        float[] delta = train(plan, DeviceMemory.none());
        assertEquals(plan.layout().size(), delta.length);
        for (int i = plan.layout().trainableSize(); i < delta.length; i++) {
            assertTrue(delta[i] != 0, "statistic " + i + " did not move");
        }
        FakeMemory memory = new FakeMemory();
        RunPlan fedBn = Tasks.plan(spec, Tasks.training(1, 10, Tasks.sgd(0.01), List.of("bn1", "bn2"), List.of()));
        assertEquals(plan.layout().size() - 4 * 96, train(fedBn, memory).length);
        float[] kept = memory.staged().get(DeviceMemory.LOCAL);
        assertEquals(4 * 96, kept.length);
        assertEquals(delta[plan.layout().trainableSize()], kept[2 * 96], 1e-7, "the mean of bn1 began at 0");
    }

    @Test
    void aFrozenNormalizationAnswersByItsRunningValues() throws Exception {
        ModelSpec spec = Tasks.spec("fedavg-cnn-bn", 8, 8, 1, 3);
        RunPlan frozen = Tasks.plan(spec, Tasks.training(1, 30, Tasks.sgd(0.01), List.of(), List.of("bn1", "bn2")));
        ModelSpec without = Tasks.spec("fedavg-cnn", 8, 8, 1, 3);
        float[] expected = train(Tasks.plan(without, new TrainingSpec(1, 30, Tasks.sgd(0.01), 1)), DeviceMemory.none());
        float[] sent = train(frozen, DeviceMemory.none());
        assertArrayEquals(expected, sent, 2e-6f, "normalizations begin as the identity, but for their epsilon");
    }

    @Test
    void theLearningRateFollowsTheSchedule() throws Exception {
        TrainingSpec halved = TrainingSpec.builder().epochs(1).batchSize(30).optimizer(Tasks.sgd(0.1))
                .schedule(new Schedule.Exponential(0.5)).build();
        RunPlan plan = Tasks.plan(MLP, halved);
        float[] first = train(plan, 1, Architectures.initial(plan), DeviceMemory.none());
        float[] third = train(plan, 3, Architectures.initial(plan), DeviceMemory.none());
        for (int i = 0; i < ALL; i++) {
            assertEquals(first[i] / 4, third[i], 1e-7, "value " + i);
        }
    }
}
