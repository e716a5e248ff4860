package io.tributary.learning.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.tributary.protocol.plan.OptimizerSpec;
import java.util.List;

/**
 * Stochastic gradient descent as PyTorch has it: {@code g += decay * w}, of biases and of layers that stay on the device as well, then
 * {@code v = momentum * v + g; w -= rate * v}. The rate is in the gradients already. Without momentum it is {@code w -= rate * g} in one pass.
 * Decay is plain float arithmetic, so its bits do not depend on threads.
 */
final class SgdRule implements StepRule {
    private final double rate;
    private final boolean decays;
    private final float decay;
    private final NDArray momentum;
    private final List<NDArray> velocities;
    private final BlockPass pass = new BlockPass();

    SgdRule(OptimizerSpec.Sgd spec, double rate, NDManager manager, List<NDArray> weights) {
        this.rate = rate;
        // Gradients come as those of the rate times the log-likelihood, and decay as an addition to those of the loss.
        decays = spec.decay() != 0;
        decay = (float) (-rate * spec.decay());
        momentum = manager.create(new float[] {(float) spec.momentum()}, new Shape());
        velocities = spec.momentum() == 0 ? List.of()
                : weights.stream().map(weight -> manager.zeros(weight.getShape())).toList();
    }

    @Override
    public double scale() {
        return rate;
    }

    @Override
    public void step(List<NDArray> weights, List<NDArray> gradients) {
        for (int i = 0; decays && i < weights.size(); i++) {
            pass.over(weights.get(i), gradients.get(i), this::addDecay);
        }
        for (int i = 0; i < weights.size(); i++) {
            weights.get(i).addi(velocities.isEmpty() ? gradients.get(i) : velocity(i, gradients.get(i)));
        }
    }

    private NDArray velocity(int of, NDArray gradient) {
        NDArray velocity = velocities.get(of);
        velocity.muli(momentum);
        velocity.addi(gradient);
        return velocity;
    }

    private void addDecay(float[] weight, float[] gradient, int length, int from) {
        for (int i = 0; i < length; i++) {
            gradient[i] += decay * weight[i];
        }
    }
}
