package io.tributary.loadtest.method;

import io.tributary.learning.image.InMemoryExamples;
import java.util.List;

/**
 * What one device trains on: copies of one example of a linear network of three inputs and two classes, so that every batch has the same
 * gradient, in whatever order they come.
 */
record Copies(double[] input, int label, int count) {
    /** Values of the network: weights [2, 3], then biases [2]. */
    static final int VALUES = 8;

    /** The same for a trainer. */
    InMemoryExamples examples() {
        float[] values = new float[count * input.length];
        int[] labels = new int[count];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) input[i % input.length];
            labels[i / input.length] = label;
        }
        return InMemoryExamples.ofFloats(values, labels, List.of(input.length));
    }

    /** Gradient of the cross-entropy: (p - onehot) times the input for weights, alone for biases. */
    double[] gradient(double[] w) {
        double first = Math.exp(logit(w, 0));
        double second = Math.exp(logit(w, 1));
        double[] gradient = new double[VALUES];
        for (int row = 0; row < 2; row++) {
            double error = (row == 0 ? first : second) / (first + second) - (row == label ? 1 : 0);
            for (int i = 0; i < input.length; i++) {
                gradient[row * input.length + i] = error * input[i];
            }
            gradient[2 * input.length + row] = error;
        }
        return gradient;
    }

    private double logit(double[] w, int row) {
        double sum = w[2 * input.length + row];
        for (int i = 0; i < input.length; i++) {
            sum += w[row * input.length + i] * input[i];
        }
        return sum;
    }
}
