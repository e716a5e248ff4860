package io.tributary.learning.method;

import io.tributary.learning.DeviceMemory;
import io.tributary.learning.TrainingTask;
import io.tributary.protocol.plan.LocalSteps;
import java.util.Optional;

/**
 * Wang et al. 2020, "Tackling the Objective Inconsistency Problem in Heterogeneous Federated Optimization", NeurIPS: what was trained is
 * divided by {@link LocalSteps#norm}, and the coordinator multiplies by the mean of these. Running statistics are not steps and stay whole.
 */
final class FedNova implements MethodRound {
    private final int trained;
    private final double norm;

    FedNova(TrainingTask task, int examples) {
        trained = task.plan().layout().trainableSize();
        norm = LocalSteps.norm(task.plan().training(), examples);
    }

    @Override
    public Optional<GradientTerm> gradientTerm() {
        return Optional.empty();
    }

    @Override
    public void finish(float[] update, DeviceMemory memory) {
        for (int i = 0; i < trained; i++) {
            update[i] = (float) (update[i] / norm);
        }
    }
}
