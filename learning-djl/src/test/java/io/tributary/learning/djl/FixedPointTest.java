package io.tributary.learning.djl;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.learning.DeviceMemory;
import io.tributary.learning.TrainingTask;
import io.tributary.protocol.plan.ClientMethod;
import io.tributary.protocol.plan.ModelSpec;
import io.tributary.protocol.plan.RunPlan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Two devices with different data and many local steps, a server written out by hand: where do the methods end? Federated averaging beside
 * the joint optimum, whose gradient is zero; SCAFFOLD and FedDyn in it. The loss is strictly convex but for shifts of both rows together.
 */
final class FixedPointTest {
    private static final ModelSpec SPEC = new ModelSpec("linear", List.of(3), 2, List.of());
    private static final int VALUES = Softmax.VALUES;
    private static final int ROUNDS = 150;
    private static final int LOCAL_STEPS = 20;
    private static final double ALPHA = 0.2;
    private static final double[][] INPUTS = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {1, 1, 0}, {1, 0, 0}, {0, 1, 1}};
    private static final List<Softmax> DEVICES = List.of(new Softmax(INPUTS, new int[] {0, 0, 1, 0, 1, 0}),
            new Softmax(new double[][] {{2, 0, 0}, {0, 0.5, 0}, {0, 0, 1}, {1, 1, 1}, {2, 0, 0}, {0, 0.5, 0}},
                    new int[] {1, 1, 0, 0, 0, 0}));

    /** What the server does with the devices' updates. */
    private interface Server {
        void step(float[] model, List<float[]> updates);
    }

    /** Length of the gradient of the mean of both losses. */
    private static double distance(@Nullable ClientMethod method, int size, Server server) throws Exception {
        List<DeviceMemory> memories = List.of(new FakeMemory(), new FakeMemory());
        RunPlan plan = Tasks.plan(SPEC, Tasks.training(LOCAL_STEPS, 6, Tasks.sgd(0.5), method));
        float[] model = new float[size];
        for (int round = 0; round < ROUNDS; round++) {
            List<float[]> updates = new ArrayList<>();
            for (int device = 0; device < 2; device++) {
                TrainingTask task = new TrainingTask(plan, 1, model, 1, memories.get(device));
                updates.add(new DjlTrainer(DEVICES.get(device).examples()).train(task).delta());
            }
            server.step(model, updates);
            memories.forEach(memory -> ((FakeMemory) memory).acknowledge());
        }
        double[] w = new double[VALUES];
        for (int i = 0; i < VALUES; i++) {
            w[i] = model[i];
        }
        double square = 0;
        for (int i = 0; i < VALUES; i++) {
            double sum = DEVICES.get(0).gradient(w)[i] + DEVICES.get(1).gradient(w)[i];
            square += sum * sum / 4;
        }
        return Math.sqrt(square);
    }

    private static void addMean(float[] model, List<float[]> updates) {
        for (int i = 0; i < model.length; i++) {
            model[i] += (updates.get(0)[i] + updates.get(1)[i]) / 2;
        }
    }

    @Test
    void federatedAveragingStaysBesideTheJointOptimum() throws Exception {
        double averaging = distance(null, VALUES, FixedPointTest::addMean);
        assertTrue(averaging > 0.05, "the devices are too much alike for this test: " + averaging);
    }

    /** All devices take part: the control variate moves by the mean of its changes, N of N. */
    @Test
    void scaffoldEndsInTheJointOptimum() throws Exception {
        double scaffold = distance(new ClientMethod.Scaffold(2), 2 * VALUES, FixedPointTest::addMean);
        assertTrue(scaffold < 1e-4, "gradient " + scaffold);
    }

    /** {@code h -= alpha / m * sum of changes; w = mean of trained - h / alpha}. */
    @Test
    void fedDynEndsInTheJointOptimum() throws Exception {
        double[] h = new double[VALUES];
        double dyn = distance(new ClientMethod.FedDyn(ALPHA, 2), VALUES, (model, updates) -> {
            for (int i = 0; i < VALUES; i++) {
                double mean = (updates.get(0)[i] + updates.get(1)[i]) / 2;
                h[i] -= ALPHA * mean;
                model[i] += (float) (mean - h[i] / ALPHA);
            }
        });
        assertTrue(dyn < 1e-4, "gradient " + dyn);
    }
}
