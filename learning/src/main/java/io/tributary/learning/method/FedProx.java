package io.tributary.learning.method;

import io.tributary.learning.DeviceMemory;
import io.tributary.learning.TrainingTask;
import io.tributary.protocol.plan.ClientMethod;
import java.util.Optional;

/** Li et al. 2020, "Federated Optimization in Heterogeneous Networks", MLSys: {@code mu (w - w0)} is added to the gradient. */
final class FedProx implements MethodRound {
    private final GradientTerm term;

    FedProx(ClientMethod.FedProx method, TrainingTask task) {
        float mu = (float) method.mu();
        float[] shift = new float[task.plan().layout().trainableSize()];
        for (int i = 0; i < shift.length; i++) {
            shift[i] = -mu * task.model()[i];
        }
        term = new GradientTerm(mu, shift);
    }

    @Override
    public Optional<GradientTerm> gradientTerm() {
        return Optional.of(term);
    }

    @Override
    public void finish(float[] update, DeviceMemory memory) {}
}
