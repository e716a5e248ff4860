package io.tributary.learning.architecture;

import io.tributary.protocol.parameters.Parameter;
import io.tributary.protocol.parameters.Parameter.Role;
import java.util.List;

/** One step of a feed-forward network. Tensors are batches in NCHW order until {@link Flatten}, then [batch, values]. Immutable. */
public sealed interface Layer {
    /** The layer's own tensors, weight before bias, in PyTorch's shapes, buffers last; empty for layers that learn nothing. */
    default List<Parameter> parameters() {
        return List.of();
    }

    /** Layers with a weight and a bias. */
    sealed interface Weighted extends Layer permits Convolution, Dense {
        /** Prefix of the tensors' names. */
        String name();

        /** Number of inputs that one output value sums over; initial weights are scaled by it. */
        int fanIn();
    }

    /**
     * A two-dimensional convolution of stride 1; weight [out, in, kernel, kernel], bias [out].
     *
     * @param name prefix of the tensors' names
     * @param in channels read
     * @param out channels written
     * @param kernel height and width of the kernel
     * @param padding zeros added on each side
     */
    record Convolution(String name, int in, int out, int kernel, int padding) implements Weighted {
        @Override
        public int fanIn() {
            return in * kernel * kernel;
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(new Parameter(name + ".weight", Role.TRAINABLE, List.of(out, in, kernel, kernel)),
                    new Parameter(name + ".bias", Role.TRAINABLE, List.of(out)));
        }
    }

    /**
     * A fully connected layer; weight [out, in], bias [out].
     *
     * @param name prefix of the tensors' names
     * @param in values read
     * @param out values written
     */
    record Dense(String name, int in, int out) implements Weighted {
        @Override
        public int fanIn() {
            return in;
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(new Parameter(name + ".weight", Role.TRAINABLE, List.of(out, in)),
                    new Parameter(name + ".bias", Role.TRAINABLE, List.of(out)));
        }
    }

    /**
     * Normalization of each channel by its batch's mean and variance while training, by running ones otherwise (Ioffe and Szegedy 2015), as
     * PyTorch has it: running values move by a tenth, the running variance is unbiased, 1e-5 is added under the root. Weight and bias
     * [channels] are trained, {@code running_mean} and {@code running_var} are buffers.
     *
     * @param name prefix of the tensors' names
     * @param channels normalized, each by itself
     */
    record BatchNorm(String name, int channels) implements Layer {
        /** Part of the old running value that is kept. */
        public static final float KEPT = 0.9f;
        /** Added to the variance. */
        public static final float EPSILON = 1e-5f;

        /** Name of what the normalized values are multiplied by. */
        public String weight() {
            return name + ".weight";
        }

        /** Name of the running mean. */
        public String mean() {
            return name + ".running_mean";
        }

        /** Name of the running variance. */
        public String variance() {
            return name + ".running_var";
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(new Parameter(weight(), Role.TRAINABLE, List.of(channels)),
                    new Parameter(name + ".bias", Role.TRAINABLE, List.of(channels)),
                    new Parameter(mean(), Role.BUFFER, List.of(channels)),
                    new Parameter(variance(), Role.BUFFER, List.of(channels)));
        }
    }

    /** Maximum over windows of 2x2, stride 2; an odd last row or column is dropped. */
    record MaxPool() implements Layer {}

    /** {@code max(0, x)}. */
    record Relu() implements Layer {}

    /** Channels, rows and columns in one row of values. */
    record Flatten() implements Layer {}
}
