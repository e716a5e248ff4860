package io.tributary.learning.djl;

import ai.djl.ndarray.NDArray;
import io.tributary.learning.djl.ModelTensors.Tensor;
import io.tributary.learning.method.Pull;
import java.util.List;

/**
 * Another rule, with a pull added to the gradients before it. One more pass over weights and gradients; plain float
 * arithmetic, so its bits do not depend on threads.
 */
final class PullRule implements StepRule {
    private final StepRule rule;
    private final List<Tensor> trained;
    private final Pull pull;
    private final float factor;
    private final BlockPass pass = new BlockPass();

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
                int offset = trained.get(i).place().offset();
                pass.over(weights.get(i), gradients.get(i),
                        (weight, gradient, length, from) -> add(weight, gradient, length, offset + from));
            }
        }
        rule.step(weights, gradients);
    }

    private void add(float[] weight, float[] gradient, int length, int offset) {
        float slope = pull.slope();
        float[] shift = pull.shift();
        for (int i = 0; i < length; i++) {
            gradient[i] += factor * (slope * weight[i] + shift[offset + i]);
        }
    }
}
