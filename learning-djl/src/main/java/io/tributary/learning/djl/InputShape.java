package io.tributary.learning.djl;

import ai.djl.ndarray.types.Shape;
import java.util.List;

/** The shape of one example, and how its HWC values become the NCHW values that the engine wants. Other ranks stay as they are. Immutable. */
final class InputShape {
    private final int pixels;
    private final int channels;
    private final long[] dimensions;

    InputShape(List<Integer> input) {
        boolean image = input.size() == 3;
        channels = image ? input.get(2) : 1;
        dimensions = image ? new long[] {0, channels, input.get(0), input.get(1)} : flat(input);
        pixels = (int) (new Shape(dimensions).slice(1).size() / channels);
    }

    private static long[] flat(List<Integer> input) {
        long[] dimensions = new long[input.size() + 1];
        for (int i = 0; i < input.size(); i++) {
            dimensions[i + 1] = input.get(i);
        }
        return dimensions;
    }

    /** Number of values of one example. */
    int values() {
        return pixels * channels;
    }

    /** The shape of a batch. */
    Shape batch(int count) {
        long[] shape = dimensions.clone();
        shape[0] = count;
        return new Shape(shape);
    }

    /** Whether {@link #arrange} would change nothing. */
    boolean arranged() {
        return channels == 1;
    }

    /** Copies one example, from pixel by pixel to channel by channel. */
    void arrange(float[] example, float[] into, int offset) {
        for (int channel = 0; channel < channels; channel++) {
            int to = offset + channel * pixels;
            for (int pixel = 0, from = channel; pixel < pixels; pixel++, from += channels) {
                into[to + pixel] = example[from];
            }
        }
    }
}
