package io.tributary.learning.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.learning.DeviceMemory;
import io.tributary.learning.TrainingException;
import io.tributary.learning.TrainingTask;
import io.tributary.protocol.plan.ClientMethod;
import io.tributary.protocol.plan.ModelSpec;
import io.tributary.protocol.plan.OptimizerSpec;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.TrainingSpec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two rounds of each method on a linear network, whole batches, against its paper's formulas written out in double precision. */
final class MethodOracleTest {
    private static final ModelSpec SPEC = new ModelSpec("linear", List.of(3), 2, List.of());
    private static final Softmax DEVICE = new Softmax(
            new double[][] {{0.5, -1, 2}, {1, 0.25, -0.5}, {-1, 2, 0.5}, {0.5, -1, 2}}, new int[] {0, 1, 1, 1});
    private static final float[] RECEIVED = {0.1f, -0.2f, 0.3f, 0, 0.25f, -0.5f, 0.05f, -0.1f};
    private static final float[] RECEIVED_NEXT = {0.3f, -0.1f, 0.2f, 0.1f, 0.15f, -0.4f, 0, 0.2f};
    private static final float[] CONTROL = {0.02f, -0.01f, 0.03f, 0, 0.01f, -0.02f, 0.04f, -0.03f};
    private static final double RATE = 0.3;

    /** What is added to the gradient at some weights. */
    private interface Extra {
        double at(int i, double weight);
    }

    /** Descent with heavy-ball momentum, as many steps as there are epochs. */
    private static double[] descend(float[] from, int steps, double momentum, Extra extra) {
        double[] w = doubles(from);
        double[] velocity = new double[Softmax.VALUES];
        for (int step = 0; step < steps; step++) {
            double[] gradient = DEVICE.gradient(w);
            for (int i = 0; i < w.length; i++) {
                velocity[i] = momentum * velocity[i] + gradient[i] + extra.at(i, w[i]);
            }
            for (int i = 0; i < w.length; i++) {
                w[i] -= RATE * velocity[i];
            }
        }
        return w;
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[Softmax.VALUES];
        for (int i = 0; i < doubles.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }

    private static float[] train(ClientMethod method, int steps, double momentum, float[] received, int round,
            DeviceMemory memory) throws Exception {
        TrainingSpec training = Tasks.training(steps, 4, new OptimizerSpec.Sgd(RATE, momentum), method);
        RunPlan plan = Tasks.plan(SPEC, training);
        return new DjlTrainer(DEVICE.examples()).train(new TrainingTask(plan, round, received, 1, memory)).delta();
    }

    private static float[] join(float[] model, float[] control) {
        float[] joined = new float[2 * Softmax.VALUES];
        System.arraycopy(model, 0, joined, 0, Softmax.VALUES);
        System.arraycopy(control, 0, joined, Softmax.VALUES, Softmax.VALUES);
        return joined;
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "5, 0", "5, 0.9"})
    void fedProxAddsMuTimesTheDistanceToTheModelReceived(int steps, double momentum) throws Exception {
        float[] delta = train(new ClientMethod.FedProx(0.7), steps, momentum, RECEIVED, 1, DeviceMemory.none());
        double[] w = descend(RECEIVED, steps, momentum, (i, weight) -> 0.7 * (weight - RECEIVED[i]));
        for (int i = 0; i < w.length; i++) {
            assertEquals(w[i] - RECEIVED[i], delta[i], 2e-6, "value " + i);
        }
    }

    @Test
    void whatAMethodAddsAndWeightDecayAddUp() throws Exception {
        TrainingSpec training =
                Tasks.training(5, 4, new OptimizerSpec.Sgd(RATE, 0.9, 0.2), new ClientMethod.FedProx(0.7));
        float[] delta = new DjlTrainer(DEVICE.examples())
                .train(new TrainingTask(Tasks.plan(SPEC, training), 1, RECEIVED, 1, DeviceMemory.none())).delta();
        double[] w = descend(RECEIVED, 5, 0.9, (i, weight) -> 0.7 * (weight - RECEIVED[i]) + 0.2 * weight);
        for (int i = 0; i < w.length; i++) {
            assertEquals(w[i] - RECEIVED[i], delta[i], 2e-6, "value " + i);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 1", "5, 0, 5", "2, 0.9, 2.9"})
    void scaffoldCorrectsGradientsAndMovesItsControlVariateByOptionTwo(int steps, double momentum, double reach)
            throws Exception {
        FakeMemory memory = new FakeMemory();
        double[] own = new double[Softmax.VALUES];
        float[][] received = {join(RECEIVED, new float[Softmax.VALUES]), join(RECEIVED_NEXT, CONTROL)};
        for (int round = 1; round <= 2; round++) {
            float[] from = received[round - 1];
            float[] delta = train(new ClientMethod.Scaffold(9), steps, momentum, from, round, memory);
            double[] before = own.clone();
            double[] w = descend(from, steps, momentum,
                    (i, weight) -> from[Softmax.VALUES + i] - before[i]);
            for (int i = 0; i < w.length; i++) {
                own[i] = before[i] - from[Softmax.VALUES + i] + (from[i] - w[i]) / (reach * RATE);
                assertEquals(w[i] - from[i], delta[i], 2e-6, "round " + round + " value " + i);
                assertEquals(own[i] - before[i], delta[Softmax.VALUES + i], 5e-6, "round " + round + " control " + i);
                assertEquals(own[i], memory.staged().get("control")[i], 5e-6, "round " + round + " kept " + i);
            }
            memory.acknowledge();
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 1", "5, 0, 5", "2, 0.9, 2.9"})
    void fedNovaDividesByTheWeightOfItsSteps(int steps, double momentum, double norm) throws Exception {
        float[] delta = train(new ClientMethod.FedNova(), steps, momentum, RECEIVED, 1, DeviceMemory.none());
        double[] w = descend(RECEIVED, steps, momentum, (i, weight) -> 0);
        for (int i = 0; i < w.length; i++) {
            assertEquals((w[i] - RECEIVED[i]) / norm, delta[i], 2e-6, "value " + i);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "5, 0", "5, 0.9"})
    void fedDynMovesItsRegularizerByHowFarItWent(int steps, double momentum) throws Exception {
        FakeMemory memory = new FakeMemory();
        double[] own = new double[Softmax.VALUES];
        float[][] received = {RECEIVED, RECEIVED_NEXT};
        for (int round = 1; round <= 2; round++) {
            float[] from = received[round - 1];
            float[] delta = train(new ClientMethod.FedDyn(0.4, 9), steps, momentum, from, round, memory);
            double[] before = own.clone();
            double[] w = descend(from, steps, momentum, (i, weight) -> 0.4 * (weight - from[i]) - before[i]);
            for (int i = 0; i < w.length; i++) {
                own[i] = before[i] - 0.4 * (w[i] - from[i]);
                assertEquals(w[i] - from[i], delta[i], 2e-6, "round " + round + " value " + i);
                assertEquals(own[i], memory.staged().get("gradient")[i], 2e-6, "round " + round + " kept " + i);
            }
            memory.acknowledge();
        }
    }

    @Test
    void whatWasNotAcknowledgedDoesNotCount() throws Exception {
        FakeMemory memory = new FakeMemory();
        float[] from = join(RECEIVED, CONTROL);
        float[] first = train(new ClientMethod.Scaffold(9), 2, 0, from, 1, memory);
        float[] again = train(new ClientMethod.Scaffold(9), 2, 0, from, 2, memory);
        assertEquals(List.of(boxed(first)), List.of(boxed(again)));
        memory.acknowledge();
        assertFalse(boxed(first).equals(boxed(train(new ClientMethod.Scaffold(9), 2, 0, from, 3, memory))));
    }

    private static List<Float> boxed(float[] values) {
        List<Float> boxed = new ArrayList<>();
        for (float value : values) {
            boxed.add(value);
        }
        return boxed;
    }

    @Test
    void adamIsPulledByFedProxToo() throws Exception {
        TrainingSpec training =
                Tasks.training(1, 4, new OptimizerSpec.Adam(0.01, 0, 0, 1e-8), new ClientMethod.FedProx(1e6));
        TrainingSpec twice = Tasks.training(2, 4, training.optimizer(), training.method());
        float[] once = new DjlTrainer(DEVICE.examples())
                .train(new TrainingTask(Tasks.plan(SPEC, training), 1, RECEIVED, 1)).delta();
        float[] back = new DjlTrainer(DEVICE.examples())
                .train(new TrainingTask(Tasks.plan(SPEC, twice), 1, RECEIVED, 1)).delta();
        for (int i = 0; i < once.length; i++) {
            assertEquals(0.01, Math.abs(once[i]), 1e-6, "the first step is the gradient's sign");
            assertEquals(0, back[i], 1e-6, "the second is the pull's");
        }
    }

    @Test
    void aDeviceWithoutAMemoryAndOneWithAnotherPlansDecline() {
        float[] from = join(RECEIVED, CONTROL);
        TrainingException none = assertThrows(TrainingException.class,
                () -> train(new ClientMethod.Scaffold(9), 1, 0, from, 1, DeviceMemory.none()));
        assertTrue(none.getMessage().contains("cannot keep 'control'"), none.getMessage());
        FakeMemory memory = new FakeMemory();
        memory.stage("control", new float[3]);
        memory.acknowledge();
        TrainingException other = assertThrows(TrainingException.class,
                () -> train(new ClientMethod.Scaffold(9), 1, 0, from, 1, memory));
        assertTrue(other.getMessage().contains("has 3 values where the plan has 8"), other.getMessage());
    }
}
