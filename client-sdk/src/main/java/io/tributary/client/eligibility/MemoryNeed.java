package io.tributary.client.eligibility;

import io.tributary.protocol.plan.OptimizerSpec;
import io.tributary.protocol.plan.RunPlan;

/**
 * How much memory a plan's training takes, estimated from the plan alone: four bytes for each parameter in the model as received, the
 * model in training, the gradient, the optimizer's state and the update, and a batch of inputs. What a network keeps between its layers
 * depends on its kind and is not in it.
 */
public final class MemoryNeed {
    private static final int VECTORS = 4;

    private MemoryNeed() {}

    /** Bytes, at least; {@link Long#MAX_VALUE} where they are more than that. */
    public static long of(RunPlan plan) {
        double inputs = plan.spec().input().stream().mapToDouble(Integer::doubleValue).reduce(1, (a, b) -> a * b);
        double parameters = (double) plan.layout().size() * (VECTORS + moments(plan.training().optimizer()));
        return (long) (Float.BYTES * (parameters + plan.training().batchSize() * inputs));
    }

    private static int moments(OptimizerSpec optimizer) {
        if (optimizer instanceof OptimizerSpec.Sgd sgd) {
            return sgd.momentum() == 0 ? 0 : 1;
        }
        return 2;
    }
}
