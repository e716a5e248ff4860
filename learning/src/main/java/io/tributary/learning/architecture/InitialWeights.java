package io.tributary.learning.architecture;

import io.tributary.learning.architecture.Layer.Weighted;
import io.tributary.protocol.parameters.Parameter;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Initial weights as PyTorch draws them by default (He et al. 2015 with a = sqrt 5): weights and biases uniform in
 * (-1/sqrt(fan in), 1/sqrt(fan in)), in layout order from one generator. Only {@code nextLong} and exactly rounded arithmetic are used,
 * so that a seed gives the same bits on every JVM and machine.
 */
final class InitialWeights {
    private static final double TO_UNIT = 0x1.0p-53;

    private final SplittableRandom random;
    private final float[] values;
    private int next;

    private InitialWeights(int size, long seed) {
        random = new SplittableRandom(seed);
        values = new float[size];
    }

    static float[] draw(List<Layer> layers, int size, long seed) {
        InitialWeights weights = new InitialWeights(size, seed);
        for (Layer layer : layers) {
            if (layer instanceof Weighted weighted) {
                weights.fill(weighted);
            }
        }
        return weights.values;
    }

    private void fill(Weighted layer) {
        double bound = 1 / Math.sqrt(layer.fanIn());
        int end = next + layer.parameters().stream().mapToInt(Parameter::size).sum();
        while (next < end) {
            double unit = (random.nextLong() >>> 11) * TO_UNIT;
            values[next++] = (float) ((2 * unit - 1) * bound);
        }
    }
}
