package io.tributary.learning.djl;

import ai.djl.ndarray.NDArray;
import io.tributary.learning.djl.ModelTensors.Tensor;
import io.tributary.learning.drift.Pull;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Another rule, with a pull added to the gradients before it. One more pass over weights and gradients, over blocks that stay in the cache;
 * plain float arithmetic, so its bits do not depend on threads.
 */
final class PullRule implements StepRule {
    private static final int BLOCK = 4096;

    private final StepRule rule;
    private final List<Tensor> trained;
    private final Pull pull;
    private final float factor;
    private final float[] weight = new float[BLOCK];
    private final float[] gradient = new float[BLOCK];

    /** Gradients come as those of {@code scale} times the log-likelihood, and pulls as additions to those of the loss. */
    PullRule(StepRule rule, List<Tensor> trained, Pull pull) {
        this.rule = rule;
        this.trained = trained;
        this.pull = pull;
        factor = (float) -rule.scale();
    }

    @Override
    public double scale() {
        return rule.scale();
    }

    @Override
    public void step(List<NDArray> weights, List<NDArray> gradients) {
        for (int i = 0; i < weights.size(); i++) {
            if (!trained.get(i).place().local()) {
                add(ModelTensors.values(weights.get(i)), ModelTensors.values(gradients.get(i)),
                        trained.get(i).place().offset());
            }
        }
        rule.step(weights, gradients);
    }

    private void add(FloatBuffer w, FloatBuffer g, int offset) {
        for (int from = 0; from < w.capacity(); from += BLOCK) {
            int length = Math.min(BLOCK, w.capacity() - from);
            w.get(from, weight, 0, length);
            g.get(from, gradient, 0, length);
            addBlock(length, offset + from);
            g.put(from, gradient, 0, length);
        }
    }

    private void addBlock(int length, int offset) {
        float slope = pull.slope();
        float[] shift = pull.shift();
        for (int i = 0; i < length; i++) {
            gradient[i] += factor * (slope * weight[i] + shift[offset + i]);
        }
    }
}
