package io.tributary.learning.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import io.tributary.learning.architecture.Layer;
import io.tributary.learning.architecture.Layer.Convolution;
import io.tributary.learning.architecture.Layer.Dense;
import io.tributary.learning.architecture.Layer.Flatten;
import io.tributary.learning.architecture.Layer.MaxPool;
import java.util.Iterator;
import java.util.List;

/** Runs a batch through the layers. Every intermediate result belongs to the manager of the input. */
final class ForwardPass {
    private static final Shape ONE = new Shape(1, 1);
    private static final Shape TWO = new Shape(2, 2);
    private static final Shape NONE = new Shape(0, 0);

    private ForwardPass() {}

    /**
     * Logits, [batch, classes].
     *
     * @param tensors weights in layout order
     * @param input a batch in NCHW order
     */
    static NDArray logits(List<Layer> layers, List<NDArray> tensors, NDArray input) {
        Iterator<NDArray> weights = tensors.iterator();
        NDArray values = input;
        for (Layer layer : layers) {
            values = apply(layer, weights, values);
        }
        return values;
    }

    private static NDArray apply(Layer layer, Iterator<NDArray> weights, NDArray input) {
        if (layer instanceof Convolution convolution) {
            Shape padding = new Shape(convolution.padding(), convolution.padding());
            return Conv2d.conv2d(input, weights.next(), weights.next(), ONE, padding).head();
        }
        if (layer instanceof Dense) {
            return Linear.linear(input, weights.next(), weights.next()).head();
        }
        if (layer instanceof MaxPool) {
            return Pool.maxPool2d(input, TWO, TWO, NONE, false);
        }
        if (layer instanceof Flatten) {
            return input.reshape(input.getShape().get(0), -1);
        }
        return Activation.relu(input);
    }
}
