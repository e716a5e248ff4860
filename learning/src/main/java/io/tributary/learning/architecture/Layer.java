package io.tributary.learning.architecture;

import io.tributary.protocol.parameters.Parameter;
import io.tributary.protocol.parameters.Parameter.Role;
import java.util.List;

/** One step of a feed-forward network. Tensors are batches in NCHW order until {@link Flatten}, then [batch, values]. Immutable. */
public sealed interface Layer {
    /** The layer's own tensors, weight before bias, in PyTorch's shapes, buffers last; empty for layers that learn nothing. */
    List<Parameter> parameters();

    /** One answer for each kind of layer. A new kind is one more method here, so that the compiler finds every engine that must know it. */
    interface Cases<T> {
        /** Of a convolution. */
        T convolution(Convolution layer);

        /** Of a fully connected layer. */
        T dense(Dense layer);

        /** Of a normalization. */
        T batchNorm(BatchNorm layer);

        /** Of pooling. */
        T maxPool(MaxPool layer);

        /** Of the activation. */
        T relu();

        /** Of dropout. */
        T dropout(Dropout layer);

        /** Of the step from images to rows. */
        T flatten();
    }

    /** The answer for this layer. */
    <T> T fold(Cases<T> cases);

    /**
     * How one of the layer's own tensors begins.
     *
     * @return the bound of the uniform draw around 0, or the one value that all have
     */
    Initial initial(Parameter parameter);

    /**
     * How a tensor begins.
     *
     * @param drawn whether values are drawn evenly from -value..value, or all are {@code value}
     */
    record Initial(boolean drawn, double value) {}

    /** Layers with a weight and a bias. */
    sealed interface Weighted extends Layer permits Convolution, Dense {
        /** Prefix of the tensors' names. */
        String name();

        /** Number of inputs that one output value sums over; initial weights are scaled by it. */
        int fanIn();

        @Override
        default Initial initial(Parameter parameter) {
            return new Initial(true, 1 / Math.sqrt(fanIn()));
        }
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

        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.convolution(this);
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

        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.dense(this);
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

        @Override
        public Initial initial(Parameter parameter) {
            boolean scales = parameter.name().equals(weight()) || parameter.name().equals(variance());
            return new Initial(false, scales ? 1 : 0);
        }

        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.batchNorm(this);
        }
    }

    /** Layers without tensors of their own. */
    sealed interface Untrained extends Layer permits MaxPool, Relu, Dropout, Flatten {
        @Override
        default List<Parameter> parameters() {
            return List.of();
        }

        @Override
        default Initial initial(Parameter parameter) {
            throw new IllegalArgumentException("'" + parameter.name() + "' is no tensor of a layer that has none");
        }
    }

    /**
     * Maximum over windows that do not overlap; last rows or columns that fill no window are dropped.
     *
     * @param size height and width of a window, at least 2
     */
    record MaxPool(int size) implements Untrained {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.maxPool(this);
        }
    }

    /**
     * While a model is trained each value is 0 with this probability, and divided by the probability that it is not otherwise (Srivastava et
     * al. 2014); a model that answers leaves values as they are.
     *
     * @param rate above 0 and below 1
     */
    record Dropout(double rate) implements Untrained {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.dropout(this);
        }
    }

    /** {@code max(0, x)}. */
    record Relu() implements Untrained {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.relu();
        }
    }

    /** Channels, rows and columns in one row of values. */
    record Flatten() implements Untrained {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.flatten();
        }
    }
}
