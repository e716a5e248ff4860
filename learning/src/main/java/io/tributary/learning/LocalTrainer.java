package io.tributary.learning;

/** Trains a model on the device's own data. Implement this to embed any framework; a trainer is used by one thread at a time. */
@FunctionalInterface
public interface LocalTrainer {
    /**
     * Trains as the plan says and returns what changed. The same task on the same data gives the same bits (I10).
     *
     * @throws TrainingException if training cannot be done; the device then declines the round
     * @throws InterruptedException if the client is closing
     */
    TrainingOutcome train(TrainingTask task) throws TrainingException, InterruptedException;
}
