package io.tributary.client.internal.eligibility;

import io.tributary.protocol.parameters.Parameter.Role;
import io.tributary.protocol.parameters.ParameterLayout;
import io.tributary.protocol.plan.ClientMethod;
import io.tributary.protocol.plan.RunPlan;

/**
 * How much memory a plan's training takes, estimated from the plan alone: four bytes for each value in the model as received, the
 * model in training, the gradient, the optimizer's state, what the client method adds to gradients and keeps, and the update, and a
 * batch of inputs. What a network keeps between its layers depends on its kind and is not in it, nor are layers that stay on the device:
 * the plan does not say how large they are. Error feedback takes no more: the update, what was lost before and their sum come when the
 * model in training and its gradient are gone.
 */
public final class MemoryNeed {
    private static final int GRADIENT = 1;

    private MemoryNeed() {}

    /** Bytes, at least; {@link Long#MAX_VALUE} where they are more than that. */
    public static long of(RunPlan plan) {
        double inputs = plan.spec().input().stream().mapToDouble(Integer::doubleValue).reduce(1, (a, b) -> a * b);
        ParameterLayout layout = plan.layout();
        double network = (double) layout.size() - layout.size(Role.CONTROL);
        double trained = layout.trainableSize();
        double values = layout.size() + network + layout.updateSize()
                + trained * (GRADIENT + plan.training().optimizer().moments()
                        + plan.training().clientMethod().map(ClientMethod::heldVectors).orElse(0));
        return (long) (Float.BYTES * (values + plan.training().batchSize() * inputs));
    }
}
