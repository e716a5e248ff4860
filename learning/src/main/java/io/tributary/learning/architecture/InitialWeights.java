package io.tributary.learning.architecture;

import io.tributary.protocol.parameters.Parameter;
import io.tributary.protocol.parameters.Parameter.Role;
import io.tributary.protocol.parameters.ParameterLayout;
import io.tributary.protocol.plan.NetworkSpec.Layout.Start;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Initial weights as PyTorch draws them by default (He et al. 2015 with a = sqrt 5): weights and biases uniform in
 * (-1/sqrt(fan in), 1/sqrt(fan in)), in the order of the layers from one generator; normalizations begin as the identity. Only
 * {@code nextLong} and exactly rounded arithmetic are used, so that a seed gives the same bits on every JVM and machine.
 */
final class InitialWeights {
    private static final double TO_UNIT = 0x1.0p-53;
    private static final Set<Role> DRAWN = Set.of(Role.TRAINABLE, Role.FROZEN);

    private final SplittableRandom random;
    private final Map<String, Integer> offsets = new HashMap<>();
    private final float[] values;

    private InitialWeights(ParameterLayout layout, long seed) {
        random = new SplittableRandom(seed);
        values = new float[layout.size()];
        int offset = 0;
        for (Parameter parameter : layout.parameters()) {
            offsets.put(parameter.name(), offset);
            offset += parameter.size();
        }
    }

    static float[] draw(List<Layer> layers, ParameterLayout layout, long seed) {
        InitialWeights weights = new InitialWeights(layout, seed);
        for (Layer layer : layers) {
            for (Parameter parameter : layer.parameters()) {
                weights.fill(layer, parameter);
            }
        }
        return weights.values;
    }

    /** What a layout begins with of whose network nothing else is known; {@link Start} says how. */
    static float[] of(ParameterLayout layout, Start start, long seed) {
        InitialWeights weights = new InitialWeights(layout, seed);
        for (Parameter parameter : layout.parameters()) {
            if (start == Start.DRAWN && DRAWN.contains(parameter.role()) && parameter.shape().size() > 1) {
                int from = Objects.requireNonNull(weights.offsets.get(parameter.name()));
                int fanIn = parameter.size() / parameter.shape().get(0);
                weights.drawWithin(1 / Math.sqrt(fanIn), from, from + parameter.size());
            }
        }
        return weights.values;
    }

    private void fill(Layer layer, Parameter parameter) {
        int from = Objects.requireNonNull(offsets.get(parameter.name()));
        int to = from + parameter.size();
        Layer.Initial initial = layer.initial(parameter);
        if (initial.drawn()) {
            drawWithin(initial.value(), from, to);
        } else {
            Arrays.fill(values, from, to, (float) initial.value());
        }
    }

    private void drawWithin(double bound, int from, int to) {
        for (int i = from; i < to; i++) {
            double unit = (random.nextLong() >>> 11) * TO_UNIT;
            values[i] = (float) ((2 * unit - 1) * bound);
        }
    }
}
