package io.tributary.learning.djl;

import ai.djl.ndarray.NDArray;
import java.util.List;

/** Stochastic gradient descent: {@code w -= rate * g}, in one pass, as the rate is already in the gradient. */
record SgdRule(double scale) implements StepRule {
    @Override
    public void step(List<NDArray> weights, List<NDArray> gradients) {
        for (int i = 0; i < weights.size(); i++) {
            weights.get(i).addi(gradients.get(i));
        }
    }
}
