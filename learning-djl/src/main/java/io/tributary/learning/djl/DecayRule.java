package io.tributary.learning.djl;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * Another rule, with weight decay added to the gradients before it as PyTorch's SGD has it: {@code g += decay * w}, of biases and of layers
 * that stay on the device as well. Plain float arithmetic, so its bits do not depend on threads.
 */
final class DecayRule implements StepRule {
    private final StepRule rule;
    private final float factor;
    private final BlockPass pass = new BlockPass();

    /** Gradients come as those of {@code scale} times the log-likelihood, and decay as an addition to those of the loss. */
    DecayRule(StepRule rule, double decay) {
        this.rule = rule;
        factor = (float) (-rule.scale() * decay);
    }

    @Override
    public double scale() {
        return rule.scale();
    }

    @Override
    public void step(List<NDArray> weights, List<NDArray> gradients) {
        for (int i = 0; i < weights.size(); i++) {
            pass.over(weights.get(i), gradients.get(i), this::add);
        }
        rule.step(weights, gradients);
    }

    private void add(float[] weight, float[] gradient, int length, int from) {
        for (int i = 0; i < length; i++) {
            gradient[i] += factor * weight[i];
        }
    }
}
