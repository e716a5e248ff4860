package io.tributary.learning.djl;

import io.tributary.learning.image.InMemoryExamples;
import java.util.List;

/** A linear network of three inputs and two classes, and one device's examples of it, in plain double precision loops: an oracle. */
record Softmax(double[][] inputs, int[] labels) {
    static final int VALUES = 8;

    /** The same examples for the trainer. */
    InMemoryExamples examples() {
        float[] values = new float[inputs.length * 3];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) inputs[i / 3][i % 3];
        }
        return InMemoryExamples.ofFloats(values, labels, List.of(3));
    }

    /** Gradient of the mean cross-entropy: (p - onehot) times the input for weights [2, 3], alone for biases [2]. */
    double[] gradient(double[] w) {
        double[] gradient = new double[VALUES];
        for (int example = 0; example < inputs.length; example++) {
            double[] x = inputs[example];
            double first = Math.exp(w[0] * x[0] + w[1] * x[1] + w[2] * x[2] + w[6]);
            double second = Math.exp(w[3] * x[0] + w[4] * x[1] + w[5] * x[2] + w[7]);
            double[] errors = {first / (first + second) - (labels[example] == 0 ? 1 : 0),
                second / (first + second) - (labels[example] == 1 ? 1 : 0)};
            for (int row = 0; row < 2; row++) {
                for (int i = 0; i < 3; i++) {
                    gradient[row * 3 + i] += errors[row] * x[i] / inputs.length;
                }
                gradient[6 + row] += errors[row] / inputs.length;
            }
        }
        return gradient;
    }
}
