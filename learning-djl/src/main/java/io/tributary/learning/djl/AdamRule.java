package io.tributary.learning.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.tributary.protocol.plan.OptimizerSpec;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Adam (Kingma and Ba 2015, algorithm 1, epsilon outside the root as PyTorch has it). Written out over blocks that stay in the cache: four
 * reads and three writes a weight, where a dozen engine operations make some 24 passes over memory. Plain float arithmetic, so its bits
 * do not depend on threads.
 */
final class AdamRule implements StepRule {
    private static final int BLOCK = 4096;

    private final OptimizerSpec.Adam spec;
    private final double learningRate;
    private final List<NDArray> means;
    private final List<NDArray> squares;
    private final float[] weight = new float[BLOCK];
    private final float[] gradient = new float[BLOCK];
    private final float[] mean = new float[BLOCK];
    private final float[] square = new float[BLOCK];
    private int steps;

    AdamRule(OptimizerSpec.Adam spec, double learningRate, NDManager manager, List<NDArray> weights) {
        this.spec = spec;
        this.learningRate = learningRate;
        means = weights.stream().map(w -> manager.zeros(w.getShape())).toList();
        squares = weights.stream().map(w -> manager.zeros(w.getShape())).toList();
    }

    @Override
    public double scale() {
        return -1;
    }

    @Override
    public void step(List<NDArray> weights, List<NDArray> gradients) {
        steps++;
        float rate = (float) (learningRate / (1 - StrictMath.pow(spec.beta1(), steps)));
        float correction = (float) (1 / Math.sqrt(1 - StrictMath.pow(spec.beta2(), steps)));
        for (int i = 0; i < weights.size(); i++) {
            update(ModelTensors.values(weights.get(i)), ModelTensors.values(gradients.get(i)),
                    ModelTensors.values(means.get(i)), ModelTensors.values(squares.get(i)), rate, correction);
        }
    }

    private void update(FloatBuffer w, FloatBuffer g, FloatBuffer m, FloatBuffer v, float rate, float correction) {
        for (int from = 0; from < w.capacity(); from += BLOCK) {
            int length = Math.min(BLOCK, w.capacity() - from);
            w.get(from, weight, 0, length);
            g.get(from, gradient, 0, length);
            m.get(from, mean, 0, length);
            v.get(from, square, 0, length);
            updateBlock(length, rate, correction);
            w.put(from, weight, 0, length);
            m.put(from, mean, 0, length);
            v.put(from, square, 0, length);
        }
    }

    private void updateBlock(int length, float rate, float correction) {
        float beta1 = (float) spec.beta1();
        float beta2 = (float) spec.beta2();
        float rest1 = (float) (1 - spec.beta1());
        float rest2 = (float) (1 - spec.beta2());
        float epsilon = (float) spec.epsilon();
        for (int i = 0; i < length; i++) {
            float g = gradient[i];
            float m = beta1 * mean[i] + rest1 * g;
            float v = beta2 * square[i] + rest2 * g * g;
            mean[i] = m;
            square[i] = v;
            weight[i] -= rate * m / ((float) Math.sqrt(v) * correction + epsilon);
        }
    }
}
