package io.tributary.learning.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.tributary.protocol.plan.OptimizerSpec;
import java.util.List;

/** How a step moves the weights. Its state starts at zero and belongs to one training. */
interface StepRule {
    /**
     * What the gradients that {@link #step} gets are the gradients of: this times the mean log-likelihood of the batch. A learning rate put
     * in here costs nothing, where multiplying it in later costs a pass over all gradients.
     */
    double scale();

    /**
     * Moves the weights.
     *
     * @param weights the tensors to be trained, changed in place
     * @param gradients of the same shapes, free to be overwritten
     */
    void step(List<NDArray> weights, List<NDArray> gradients);

    /** The rule a plan asks for, with this round's learning rate and its state in {@code manager}. */
    static StepRule of(OptimizerSpec spec, double rate, NDManager manager, List<NDArray> weights) {
        return spec.fold(sgd -> new SgdRule(sgd, rate, manager, weights),
                adam -> new AdamRule(adam, rate, manager, weights));
    }
}
