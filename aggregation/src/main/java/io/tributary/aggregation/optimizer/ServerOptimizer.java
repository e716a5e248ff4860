package io.tributary.aggregation.optimizer;

/**
 * How the mean update moves the model, one coordinate at a time (Reddi et al. 2021, "Adaptive Federated Optimization"). It
 * applies to trainable values alone. Immutable and safe for use by many threads: what it remembers from one round to the next
 * are {@link #slots} vectors as long as the trainable values, which the caller keeps with the model version.
 */
public interface ServerOptimizer {
    /** How plans call it. */
    String name();

    /** Number of state vectors, each with one float32 a trainable value, zeros before the first round. */
    int slots();

    /**
     * Moves a slice in place.
     *
     * @param model the slice of the current model; afterwards of the next
     * @param delta the mean update there: trained minus received
     * @param state {@link #slots} slices of state there; afterwards of the next version
     * @param length number of leading values of every slice that count
     */
    void step(float[] model, float[] delta, float[][] state, int length);
}
