package io.tributary.learning.djl;

/** What a row of logits says. Double precision and StrictMath, so the same logits give the same answer on every JVM. */
final class Logits {
    private Logits() {}

    /** The index of the first largest value, counted from {@code from}. */
    static int argMax(float[] logits, int from, int classes) {
        int best = 0;
        for (int i = 1; i < classes; i++) {
            if (logits[from + i] > logits[from + best]) {
                best = i;
            }
        }
        return best;
    }

    /** Softmax cross-entropy in nats. */
    static double crossEntropy(float[] logits, int from, int classes, int label) {
        double largest = logits[from + argMax(logits, from, classes)];
        double sum = 0;
        for (int i = 0; i < classes; i++) {
            sum += StrictMath.exp(logits[from + i] - largest);
        }
        return StrictMath.log(sum) + largest - logits[from + label];
    }

    /** Softmax of a whole row. */
    static float[] probabilities(float[] logits) {
        double largest = logits[argMax(logits, 0, logits.length)];
        double[] parts = new double[logits.length];
        double sum = 0;
        for (int i = 0; i < parts.length; i++) {
            parts[i] = StrictMath.exp(logits[i] - largest);
            sum += parts[i];
        }
        float[] probabilities = new float[parts.length];
        for (int i = 0; i < parts.length; i++) {
            probabilities[i] = (float) (parts[i] / sum);
        }
        return probabilities;
    }
}
