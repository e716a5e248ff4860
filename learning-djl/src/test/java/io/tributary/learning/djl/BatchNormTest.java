package io.tributary.learning.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.tributary.learning.architecture.Layer;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Batch normalization against the formulas of its paper in double precision. */
final class BatchNormTest {
    private static final int BATCH = 3;
    private static final int CHANNELS = 2;
    private static final int PIXELS = 4;
    private static final float[] WEIGHT = {1.5f, -0.5f};
    private static final float[] BIAS = {0.1f, 0.2f};
    private static final float[] MEAN = {0.3f, -0.2f};
    private static final float[] VARIANCE = {2, 0.5f};

    private final float[] input = new float[BATCH * CHANNELS * PIXELS];
    private final float[] mean = MEAN.clone();
    private final float[] variance = VARIANCE.clone();

    private float[] run(boolean training) {
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < input.length; i++) {
            input[i] = (float) random.nextDouble(-1, 3);
        }
        List<Layer> layers = List.of(new Layer.BatchNorm("bn", CHANNELS));
        try (NDManager manager = NativeEngine.newManager()) {
            Shape channels = new Shape(CHANNELS);
            NDArray runningMean = manager.create(mean, channels);
            NDArray runningVariance = manager.create(variance, channels);
            List<NDArray> tensors = List.of(manager.create(WEIGHT, channels), manager.create(BIAS, channels),
                    runningMean, runningVariance);
            float[] output = new ForwardPass(layers, norm -> training, new ForwardPass.Dropping(1))
                    .logits(tensors, manager.create(input, new Shape(BATCH, CHANNELS, 2, 2))).toFloatArray();
            System.arraycopy(runningMean.toFloatArray(), 0, mean, 0, CHANNELS);
            System.arraycopy(runningVariance.toFloatArray(), 0, variance, 0, CHANNELS);
            return output;
        }
    }

    private double sum(int channel, double minus, int power) {
        double sum = 0;
        for (int i = 0; i < input.length; i++) {
            if (i / PIXELS % CHANNELS == channel) {
                sum += Math.pow(input[i] - minus, power);
            }
        }
        return sum;
    }

    private void requireNormalized(float[] output, int channel, double by, double spread) {
        for (int i = 0; i < input.length; i++) {
            if (i / PIXELS % CHANNELS == channel) {
                double expected = (input[i] - by) / Math.sqrt(spread + 1e-5) * WEIGHT[channel] + BIAS[channel];
                assertEquals(expected, output[i], 1e-5, "value " + i);
            }
        }
    }

    @Test
    void trainingNormalizesByTheBatchAndMovesTheRunningValuesByATenth() {
        float[] output = run(true);
        int count = BATCH * PIXELS;
        for (int channel = 0; channel < CHANNELS; channel++) {
            double batchMean = sum(channel, 0, 1) / count;
            double squares = sum(channel, batchMean, 2);
            requireNormalized(output, channel, batchMean, squares / count);
            assertEquals(0.9 * MEAN[channel] + 0.1 * batchMean, mean[channel], 1e-6);
            assertEquals(0.9 * VARIANCE[channel] + 0.1 * squares / (count - 1), variance[channel], 1e-6);
        }
    }

    @Test
    void answeringNormalizesByTheRunningValuesAndMovesNothing() {
        float[] output = run(false);
        for (int channel = 0; channel < CHANNELS; channel++) {
            requireNormalized(output, channel, MEAN[channel], VARIANCE[channel]);
            assertEquals(MEAN[channel], mean[channel]);
            assertEquals(VARIANCE[channel], variance[channel]);
        }
    }
}
