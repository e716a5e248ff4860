package io.tributary.learning;

import io.tributary.protocol.plan.RunPlan;
import org.jspecify.annotations.Nullable;

/**
 * What training changed.
 *
 * @param delta trained minus received, over the whole layout
 * @param examples number of examples seen, at least 1: the update's weight, as far as the plan counts them
 * @param loss mean loss over the last epoch, finite unless training diverged; null if the trainer has none
 */
public record TrainingOutcome(float[] delta, int examples, @Nullable Double loss) {
    /** Of a trainer that has no loss. */
    public TrainingOutcome(float[] delta, int examples) {
        this(delta, examples, null);
    }

    /** Of a trainer that has one. */
    public TrainingOutcome(float[] delta, int examples, double loss) {
        this(delta, examples, (Double) loss);
    }

    /**
     * What the update weighs: a device that has more examples than the plan counts of one trains on all of them, and weighs as much as the
     * plan counts (McMahan et al. 2018, section 2: {@code min(n, cap)}).
     */
    public int weight(RunPlan plan) {
        return Math.min(examples, plan.update().maxWeight());
    }
}
