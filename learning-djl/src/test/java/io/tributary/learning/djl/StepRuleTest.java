package io.tributary.learning.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.learning.DeviceMemory;
import io.tributary.learning.TrainingOutcome;
import io.tributary.learning.TrainingTask;
import io.tributary.learning.image.InMemoryExamples;
import io.tributary.protocol.plan.ModelSpec;
import io.tributary.protocol.plan.OptimizerSpec;
import io.tributary.protocol.plan.TrainingSpec;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Three steps of each rule on one example of a linear network, against the textbook formulas in double precision. */
final class StepRuleTest {
    private static final int STEPS = 3;
    private static final float[] INPUT = {0.5f, -1, 2};
    private static final int LABEL = 1;
    private static final ModelSpec SPEC = new ModelSpec("linear", List.of(3), 2, List.of());

    @Test
    void plainDescentSubtractsRateTimesGradient() throws Exception {
        double rate = 0.3;
        compare(new OptimizerSpec.Sgd(rate, 0), (weight, gradient, m, v, step) -> weight - rate * gradient);
    }

    @Test
    void momentumGathersGradients() throws Exception {
        double rate = 0.1;
        compare(new OptimizerSpec.Sgd(rate, 0.9), (weight, gradient, m, v, step) -> {
            m[0] = 0.9 * m[0] + gradient;
            return weight - rate * m[0];
        });
    }

    @Test
    void weightDecayIsAPartOfTheGradient() throws Exception {
        double rate = 0.3;
        compare(new OptimizerSpec.Sgd(rate, 0, 0.5),
                (weight, gradient, m, v, step) -> weight - rate * (gradient + 0.5 * weight));
    }

    @Test
    void momentumGathersWeightDecayWithTheGradients() throws Exception {
        double rate = 0.1;
        compare(new OptimizerSpec.Sgd(rate, 0.9, 0.5), (weight, gradient, m, v, step) -> {
            m[0] = 0.9 * m[0] + gradient + 0.5 * weight;
            return weight - rate * m[0];
        });
    }

    /** Inputs of 0 leave weights no gradient but the decay; equal biases make both classes as likely. */
    @Test
    void oneStepOfWeightDecayByHand() throws Exception {
        float[] model = {1, 2, 3, 4, -5, 6, 2, 2};
        TrainingSpec training = new TrainingSpec(1, 1, new OptimizerSpec.Sgd(0.1, 0.9, 0.5), 1);
        InMemoryExamples one = InMemoryExamples.ofFloats(new float[3], new int[] {LABEL}, List.of(3));
        float[] delta =
                new DjlTrainer(one)
                        .train(new TrainingTask(Tasks.plan(SPEC, training), 1, model, 1, DeviceMemory.none()))
                        .delta();
        // -0.1 * 0.5 * w, and for biases -0.1 * (0.5 + 0.5 * 2) and -0.1 * (-0.5 + 0.5 * 2).
        assertArrayEquals(new float[] {-0.05f, -0.1f, -0.15f, -0.2f, 0.25f, -0.3f, -0.15f, -0.05f}, delta, 1e-6f);
    }

    @Test
    void adamFollowsAlgorithmOne() throws Exception {
        double rate = 0.01;
        compare(new OptimizerSpec.Adam(rate, 0.8, 0.95, 1e-3), (weight, gradient, m, v, step) -> {
            m[0] = 0.8 * m[0] + 0.2 * gradient;
            v[0] = 0.95 * v[0] + 0.05 * gradient * gradient;
            double mean = m[0] / (1 - Math.pow(0.8, step));
            double square = v[0] / (1 - Math.pow(0.95, step));
            return weight - rate * mean / (Math.sqrt(square) + 1e-3);
        });
    }

    @Test
    void adamMovesEveryValueOfALargeTensor() throws Exception {
        float[] input = new float[10_001];
        Arrays.fill(input, 0.1f);
        ModelSpec spec = new ModelSpec("linear", List.of(input.length), 2, List.of());
        OptimizerSpec adam = new OptimizerSpec.Adam(0.01, 0.9, 0.999, 1e-12);
        TrainingTask task = Tasks.task(spec, new TrainingSpec(1, 1, adam, 1), 1);
        float[] delta =
                new DjlTrainer(InMemoryExamples.ofFloats(input, new int[] {1}, spec.input())).train(task).delta();
        // The first step is the rate, against the sign of the gradient: towards class 1, away from class 0.
        for (int i = 0; i < delta.length; i++) {
            boolean first = i < input.length || i == 2 * input.length;
            assertEquals(first ? -0.01 : 0.01, delta[i], 1e-6, "value " + i);
        }
    }

    private interface Formula {
        double next(double weight, double gradient, double[] m, double[] v, int step);
    }

    private static void compare(OptimizerSpec optimizer, Formula formula) throws Exception {
        TrainingTask task = Tasks.task(SPEC, new TrainingSpec(STEPS, 1, optimizer, 1), 1);
        InMemoryExamples one = InMemoryExamples.ofFloats(INPUT, new int[] {LABEL}, List.of(3));
        TrainingOutcome outcome = new DjlTrainer(one).train(task);

        double[] weights = new double[8];
        Arrays.setAll(weights, i -> task.model()[i]);
        double[][] m = new double[8][1];
        double[][] v = new double[8][1];
        double loss = 0;
        for (int step = 1; step <= STEPS; step++) {
            double[] gradient = new double[8];
            loss = gradient(weights, gradient);
            for (int i = 0; i < 8; i++) {
                weights[i] = formula.next(weights[i], gradient[i], m[i], v[i], step);
            }
        }
        assertEquals(loss, outcome.loss(), 1e-6);
        for (int i = 0; i < 8; i++) {
            assertEquals(weights[i] - task.model()[i], outcome.delta()[i], 2e-6, "value " + i);
        }
    }

    /** Softmax cross-entropy: (p - onehot) times the input for weights, alone for biases. */
    private static double gradient(double[] weights, double[] gradient) {
        double first = Math.exp(logit(weights, 0));
        double second = Math.exp(logit(weights, 1));
        double[] probabilities = {first / (first + second), second / (first + second)};
        for (int row = 0; row < 2; row++) {
            double error = probabilities[row] - (row == LABEL ? 1 : 0);
            for (int i = 0; i < 3; i++) {
                gradient[row * 3 + i] = error * INPUT[i];
            }
            gradient[6 + row] = error;
        }
        return -Math.log(probabilities[LABEL]);
    }

    private static double logit(double[] weights, int row) {
        double sum = weights[6 + row];
        for (int i = 0; i < 3; i++) {
            sum += weights[row * 3 + i] * INPUT[i];
        }
        return sum;
    }
}
