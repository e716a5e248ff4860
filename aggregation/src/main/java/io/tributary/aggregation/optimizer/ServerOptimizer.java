package io.tributary.aggregation.optimizer;

/**
 * How the aggregated update moves the model, one coordinate at a time, so that any cut into ranges gives the same bits. It
 * applies to trainable values alone. Immutable and safe for use by many threads: what it remembers from one round to the next
 * are {@link #slots} vectors as long as the trainable values, which the caller keeps with the model version. Arithmetic is in
 * float64, each value that is kept is rounded to float32 once.
 */
public interface ServerOptimizer {
    /** Number of state vectors, each with one float32 a trainable value. */
    int slots();

    /** What every value of a state vector is before the first round. */
    default float initial(int slot) {
        return 0;
    }

    /**
     * The same for a round that aggregates so many updates, at least 1: for optimizers that depend on how much of the population
     * took part.
     */
    default ServerOptimizer over(int updates) {
        return this;
    }

    /**
     * Moves a slice in place.
     *
     * @param model the slice of the current model; afterwards of the next
     * @param delta the aggregated update there: trained minus received
     * @param state {@link #slots} slices of state there; afterwards of the next version
     * @param length number of leading values of every slice that count
     */
    void step(float[] model, float[] delta, float[][] state, int length);
}
