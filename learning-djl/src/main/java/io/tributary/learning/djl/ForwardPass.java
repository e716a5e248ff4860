package io.tributary.learning.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import io.tributary.learning.architecture.Layer;
import io.tributary.learning.architecture.Layer.BatchNorm;
import io.tributary.learning.architecture.Layer.Convolution;
import io.tributary.learning.architecture.Layer.Dense;
import io.tributary.learning.architecture.Layer.Flatten;
import io.tributary.learning.architecture.Layer.MaxPool;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/** Runs a batch through the layers. Every intermediate result belongs to the manager of the input. Immutable. */
final class ForwardPass {
    private static final Shape ONE = new Shape(1, 1);
    private static final Shape TWO = new Shape(2, 2);
    private static final Shape NONE = new Shape(0, 0);

    private static final int SECOND_AXIS = -1; // what DJL calls the axis for which PyTorch need not move any

    private final List<Layer> layers;
    private final Predicate<BatchNorm> measures;

    /**
     * A pass through these layers.
     *
     * @param measures which normalizations use the mean and variance of the batch, and move their running ones by them
     */
    ForwardPass(List<Layer> layers, Predicate<BatchNorm> measures) {
        this.layers = layers;
        this.measures = measures;
    }

    /** A pass that changes nothing. */
    static ForwardPass answering(List<Layer> layers) {
        return new ForwardPass(layers, norm -> false);
    }

    /**
     * Logits, [batch, classes].
     *
     * @param tensors in the order of the layers
     * @param input a batch in NCHW order
     */
    NDArray logits(List<NDArray> tensors, NDArray input) {
        Iterator<NDArray> weights = tensors.iterator();
        NDArray values = input;
        for (Layer layer : layers) {
            values = apply(layer, weights, values);
        }
        return values;
    }

    private NDArray apply(Layer layer, Iterator<NDArray> weights, NDArray input) {
        if (layer instanceof Convolution convolution) {
            Shape padding = new Shape(convolution.padding(), convolution.padding());
            return Conv2d.conv2d(input, weights.next(), weights.next(), ONE, padding).head();
        }
        if (layer instanceof Dense) {
            return Linear.linear(input, weights.next(), weights.next()).head();
        }
        if (layer instanceof BatchNorm norm) {
            return normalize(norm, weights, input);
        }
        if (layer instanceof MaxPool) {
            return Pool.maxPool2d(input, TWO, TWO, NONE, false);
        }
        if (layer instanceof Flatten) {
            return input.reshape(input.getShape().get(0), -1);
        }
        return Activation.relu(input);
    }

    private NDArray normalize(BatchNorm norm, Iterator<NDArray> tensors, NDArray input) {
        NDArray weight = tensors.next();
        NDArray bias = tensors.next();
        NDArray mean = tensors.next();
        NDArray variance = tensors.next();
        return ai.djl.nn.norm.BatchNorm.batchNorm(input, mean, variance, weight, bias, SECOND_AXIS, BatchNorm.KEPT,
                BatchNorm.EPSILON, measures.test(norm)).head();
    }
}
