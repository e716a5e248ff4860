package io.tributary.learning.method;

import io.tributary.learning.DeviceMemory;
import io.tributary.learning.TrainingException;
import io.tributary.learning.TrainingTask;
import io.tributary.protocol.parameters.Parameter.Role;
import io.tributary.protocol.parameters.ParameterLayout;
import io.tributary.protocol.plan.LocalSteps;
import java.io.IOException;
import java.util.Optional;

/**
 * Karimireddy et al. 2020, "SCAFFOLD", ICML, algorithm 1 with option II: {@code c - c_i} is added to the gradient, then
 * {@code c_i+ = c_i - c + (w0 - w) / (K rate)}. What travels is {@code c_i+ - c_i}.
 *
 * <p>With momentum, a gradient moves the weights by more than the rate over the following steps; K is then the sum of these effects,
 * {@link LocalSteps#norm}, so that a control variate is still a mean of gradients. The correction goes through the momentum as gradients do.
 */
final class Scaffold implements MethodRound {
    private static final String CONTROL = "control";
    private final float[] own;
    private final float[] shift;
    private final double reach;
    private final int controls;

    Scaffold(TrainingTask task, int examples, double rate) throws IOException, TrainingException {
        ParameterLayout layout = task.plan().layout();
        own = KeptVectors.read(task, CONTROL, layout.trainableSize());
        controls = layout.trainableSize() + layout.size(Role.BUFFER);
        reach = rate * LocalSteps.norm(task.plan().training(), examples);
        shift = new float[own.length];
        for (int i = 0; i < own.length; i++) {
            shift[i] = task.model()[controls + i] - own[i];
        }
    }

    @Override
    public Optional<GradientTerm> gradientTerm() {
        return Optional.of(new GradientTerm(0, shift));
    }

    @Override
    public void finish(float[] update, DeviceMemory memory) throws IOException {
        for (int i = 0; i < own.length; i++) {
            float next = (float) (-shift[i] - update[i] / reach);
            update[controls + i] = next - own[i];
            own[i] = next;
        }
        memory.stage(CONTROL, own);
    }
}
