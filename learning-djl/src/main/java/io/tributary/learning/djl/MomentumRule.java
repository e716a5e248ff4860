package io.tributary.learning.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/** Heavy-ball momentum as PyTorch has it: {@code v = momentum * v + g; w -= rate * v}, with the rate inside v. */
final class MomentumRule implements StepRule {
    private final double rate;
    private final NDArray momentum;
    private final List<NDArray> velocities;

    MomentumRule(double rate, double momentum, NDManager manager, List<NDArray> weights) {
        this.rate = rate;
        this.momentum = manager.create(new float[] {(float) momentum}, new Shape());
        velocities = weights.stream().map(weight -> manager.zeros(weight.getShape())).toList();
    }

    @Override
    public double scale() {
        return rate;
    }

    @Override
    public void step(List<NDArray> weights, List<NDArray> gradients) {
        for (int i = 0; i < weights.size(); i++) {
            NDArray velocity = velocities.get(i);
            velocity.muli(momentum);
            velocity.addi(gradients.get(i));
            weights.get(i).addi(velocity);
        }
    }
}
