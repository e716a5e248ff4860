package io.tributary.learning.architecture;

import io.tributary.learning.architecture.Layer.BatchNorm;
import io.tributary.learning.architecture.Layer.Convolution;
import io.tributary.learning.architecture.Layer.Dense;
import io.tributary.learning.architecture.Layer.Flatten;
import io.tributary.learning.architecture.Layer.MaxPool;
import io.tributary.learning.architecture.Layer.Relu;
import java.util.ArrayList;
import java.util.List;

/** Strings layers together and keeps count of the sizes between them. Used once, by one thread. */
final class NetworkBuilder {
    private final List<Layer> layers = new ArrayList<>();
    private int channels;
    private int height;
    private int width;
    private int values;
    private int convolutions;
    private int denses;

    private NetworkBuilder() {}

    /** Starts from an image of [height, width, channels]. */
    static NetworkBuilder image(List<Integer> input) {
        NetworkBuilder builder = new NetworkBuilder();
        builder.height = input.get(0);
        builder.width = input.get(1);
        builder.channels = input.get(2);
        return builder;
    }

    /** Starts from an example of any shape, laid out flat. */
    static NetworkBuilder flat(List<Integer> input) {
        NetworkBuilder builder = new NetworkBuilder();
        builder.values = input.stream().reduce(1, Math::multiplyExact);
        builder.layers.add(new Flatten());
        return builder;
    }

    /**
     * Convolution, relu and 2x2 max pooling. The pooling comes first: maximum and relu commute exactly, in value and in
     * gradient, and relu then reads a quarter of the values.
     */
    NetworkBuilder convolution(int out, int kernel, int padding) {
        convolve(out, kernel, padding);
        return pool(out, kernel, padding);
    }

    /** The same with a batch normalization right after the convolution. */
    NetworkBuilder normalizedConvolution(int out, int kernel, int padding) {
        convolve(out, kernel, padding);
        layers.add(new BatchNorm("bn" + convolutions, out));
        return pool(out, kernel, padding);
    }

    private void convolve(int out, int kernel, int padding) {
        convolutions++;
        layers.add(new Convolution("conv" + convolutions, channels, out, kernel, padding));
    }

    private NetworkBuilder pool(int out, int kernel, int padding) {
        layers.add(new MaxPool());
        layers.add(new Relu());
        channels = out;
        height = (height + 2 * padding - kernel + 1) / 2;
        width = (width + 2 * padding - kernel + 1) / 2;
        return this;
    }

    NetworkBuilder flatten() {
        layers.add(new Flatten());
        values = Math.multiplyExact(channels, Math.multiplyExact(height, width));
        return this;
    }

    NetworkBuilder hidden(int out) {
        dense(out);
        layers.add(new Relu());
        return this;
    }

    List<Layer> output(int classes) {
        dense(classes);
        return List.copyOf(layers);
    }

    private void dense(int out) {
        denses++;
        layers.add(new Dense("dense" + denses, values, out));
        values = out;
    }
}
