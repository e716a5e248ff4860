package io.tributary.learning.djl;

import ai.djl.ndarray.NDArray;
import io.tributary.learning.djl.ModelTensors.Tensor;
import io.tributary.learning.method.GradientTerm;
import java.util.List;

/**
 * Another rule, with the term of a client method added to the gradients before it. One more pass over weights and gradients; plain float
 * arithmetic, so its bits do not depend on threads.
 */
final class GradientTermRule implements StepRule {
    private final StepRule rule;
    private final List<Tensor> trained;
    private final GradientTerm term;
    private final float factor;
    private final BlockPass pass = new BlockPass();

    /** Gradients come as those of {@code scale} times the log-likelihood, and terms as additions to those of the loss. */
    GradientTermRule(StepRule rule, List<Tensor> trained, GradientTerm term) {
        this.rule = rule;
        this.trained = trained;
        this.term = term;
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
        float slope = term.slope();
        float[] shift = term.shift();
        for (int i = 0; i < length; i++) {
            gradient[i] += factor * (slope * weight[i] + shift[offset + i]);
        }
    }
}
