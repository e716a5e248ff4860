package io.tributary.learning.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import io.tributary.learning.architecture.Layer;
import io.tributary.learning.architecture.Layer.BatchNorm;
import io.tributary.learning.architecture.Layer.Convolution;
import io.tributary.learning.architecture.Layer.Dense;
import io.tributary.learning.architecture.Layer.Dropout;
import io.tributary.learning.architecture.Layer.MaxPool;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/** Runs a batch through the layers. Every intermediate result belongs to the manager of the input. Immutable. */
final class ForwardPass implements Pass {
    private static final Shape ONE = new Shape(1, 1);
    private static final Shape NONE = new Shape(0, 0);

    private static final int SECOND_AXIS = -1; // what DJL calls the axis for which PyTorch need not move any

    private final List<Layer> layers;
    private final Predicate<BatchNorm> measures;
    private final Pooling maxPool;
    private final Leaving dropout;

    /** Maximum over windows. */
    @FunctionalInterface
    private interface Pooling {
        NDArray of(NDArray input, int size);
    }

    /** What dropout leaves. */
    @FunctionalInterface
    private interface Leaving {
        NDArray of(NDArray input, double rate);
    }

    /**
     * A pass through these layers for training.
     *
     * @param measures which normalizations use the mean and variance of the batch, and move their running ones by them
     * @param dropping draws what dropout leaves
     */
    ForwardPass(List<Layer> layers, Predicate<BatchNorm> measures, Dropping dropping) {
        this(layers, measures, ForwardPass::largest, dropping::of);
    }

    private ForwardPass(List<Layer> layers, Predicate<BatchNorm> measures, Pooling maxPool, Leaving dropout) {
        this.layers = layers;
        this.measures = measures;
        this.maxPool = maxPool;
        this.dropout = dropout;
    }

    /** A pass that changes nothing, and that nobody differentiates. */
    static ForwardPass answering(List<Layer> layers) {
        return new ForwardPass(layers, norm -> false,
                (input, size) -> size == 2 ? LargestOfFour.of(input) : largest(input, size), (input, rate) -> input);
    }

    private static NDArray largest(NDArray input, int size) {
        Shape window = new Shape(size, size);
        return Pool.maxPool2d(input, window, window, NONE, false);
    }

    @Override
    public NDArray logits(List<NDArray> tensors, NDArray input) {
        Iterator<NDArray> weights = tensors.iterator();
        NDArray values = input;
        for (Layer layer : layers) {
            values = layer.fold(new Step(weights, values));
        }
        return values;
    }

    /**
     * What dropout leaves of values. This JVM draws it from the seed of the training, and not the engine, whose generator all trainings of a
     * process share: the same task gives the same bits (I10). Used by one thread.
     */
    static final class Dropping {
        private static final long APART = 0x9E3779B97F4A7C15L; // from the order of the examples, which has the same seed
        private static final double TO_UNIT = 0x1.0p-53;

        private final SplittableRandom random;

        /** @param seed of the training */
        Dropping(long seed) {
            random = new SplittableRandom(seed ^ APART);
        }

        /** The values that are left, each divided by the probability of being left; the factors live as long as the values given. */
        NDArray of(NDArray values, double rate) {
            float kept = (float) (1 / (1 - rate));
            float[] drawn = new float[Math.toIntExact(values.size())];
            for (int i = 0; i < drawn.length; i++) {
                drawn[i] = (random.nextLong() >>> 11) * TO_UNIT < rate ? 0 : kept;
            }
            NDArray factors = values.getManager().create(values.getShape(), DataType.FLOAT32);
            ModelTensors.values(factors).put(drawn);
            return values.mul(factors);
        }
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
        public NDArray maxPool(MaxPool layer) {
            return maxPool.of(input, layer.size());
        }

        @Override
        public NDArray relu() {
            return Activation.relu(input);
        }

        @Override
        public NDArray dropout(Dropout layer) {
            return dropout.of(input, layer.rate());
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
