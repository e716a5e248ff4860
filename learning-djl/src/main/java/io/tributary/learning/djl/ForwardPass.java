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
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Runs a batch through the layers. Every intermediate result belongs to the manager of the input. Immutable. */
final class ForwardPass {
    private static final Shape ONE = new Shape(1, 1);
    private static final Shape TWO = new Shape(2, 2);
    private static final Shape NONE = new Shape(0, 0);

    private static final int SECOND_AXIS = -1; // what DJL calls the axis for which PyTorch need not move any

    private final List<Layer> layers;
    private final Predicate<BatchNorm> measures;
    private final UnaryOperator<NDArray> maxPool;

    /**
     * A pass through these layers for training.
     *
     * @param measures which normalizations use the mean and variance of the batch, and move their running ones by them
     */
    ForwardPass(List<Layer> layers, Predicate<BatchNorm> measures) {
        this(layers, measures, input -> Pool.maxPool2d(input, TWO, TWO, NONE, false));
    }

    private ForwardPass(List<Layer> layers, Predicate<BatchNorm> measures, UnaryOperator<NDArray> maxPool) {
        this.layers = layers;
        this.measures = measures;
        this.maxPool = maxPool;
    }

    /** A pass that changes nothing, and that nobody differentiates. */
    static ForwardPass answering(List<Layer> layers) {
        return new ForwardPass(layers, norm -> false, LargestOfFour::of);
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
            values = layer.fold(new Step(weights, values));
        }
        return values;
    }

    /** What a layer makes of its input. */
    private final class Step implements Layer.Cases<NDArray> {
        private final Iterator<NDArray> weights;
        private final NDArray input;

        Step(Iterator<NDArray> weights, NDArray input) {
            this.weights = weights;
            this.input = input;
        }

        @Override
        public NDArray convolution(Convolution layer) {
            Shape padding = new Shape(layer.padding(), layer.padding());
            return Conv2d.conv2d(input, weights.next(), weights.next(), ONE, padding).head();
        }

        @Override
        public NDArray dense(Dense layer) {
            return Linear.linear(input, weights.next(), weights.next()).head();
        }

        @Override
        public NDArray batchNorm(BatchNorm layer) {
            return normalize(layer, weights, input);
        }

        @Override
        public NDArray maxPool() {
            return maxPool.apply(input);
        }

        @Override
        public NDArray relu() {
            return Activation.relu(input);
        }

        @Override
        public NDArray flatten() {
            return input.reshape(input.getShape().get(0), -1);
        }
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
