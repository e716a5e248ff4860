package io.tributary.learning.method;

import io.tributary.learning.DeviceMemory;
import io.tributary.learning.TrainingException;
import io.tributary.learning.TrainingTask;
import io.tributary.protocol.plan.ClientMethod;
import java.io.IOException;
import java.util.Optional;

/**
 * Acar et al. 2021, "Federated Learning Based on Dynamic Regularization", ICLR, algorithm 1: {@code alpha (w - w0) - g_i} is added to the
 * gradient, then {@code g_i+ = g_i - alpha (w - w0)}, which is the gradient of the device's own loss once training has converged.
 */
final class FedDyn implements MethodRound {
    private static final String GRADIENT = "gradient";
    private final float alpha;
    private final float[] gradient;
    private final float[] shift;

    FedDyn(ClientMethod.FedDyn method, TrainingTask task) throws IOException, TrainingException {
        alpha = (float) method.alpha();
        gradient = KeptVectors.read(task, GRADIENT, task.plan().layout().trainableSize());
        shift = new float[gradient.length];
        for (int i = 0; i < shift.length; i++) {
            shift[i] = -gradient[i] - alpha * task.model()[i];
        }
    }

    @Override
    public Optional<GradientTerm> gradientTerm() {
        return Optional.of(new GradientTerm(alpha, shift));
    }

    @Override
    public void finish(float[] update, DeviceMemory memory) throws IOException {
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] -= alpha * update[i];
        }
        memory.stage(GRADIENT, gradient);
    }
}
