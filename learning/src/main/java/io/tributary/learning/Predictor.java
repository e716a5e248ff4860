package io.tributary.learning;

/** A loaded model that answers. Thread-safe. Closing frees native memory. */
public interface Predictor extends AutoCloseable {
    /**
     * Classifies one example.
     *
     * @param input one example, HWC order, the spec's input size
     * @return class probabilities, summing to 1
     */
    float[] predict(float[] input);

    @Override
    void close();
}
