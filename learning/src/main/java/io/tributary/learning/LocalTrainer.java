package io.tributary.learning;

import io.tributary.protocol.plan.RunPlan;

/** Trains a model on the device's own data. Implement this to embed any framework; a trainer is used by one thread at a time. */
@FunctionalInterface
public interface LocalTrainer {
    /**
     * Passes if it can train the plan's network; asked before a round's model is fetched. A trainer that does not say so here may say so
     * when it trains.
     *
     * @throws TrainingException naming the network and what it can train; the device then declines the round
     */
    default void requireFit(RunPlan plan) throws TrainingException {}

    /**
     * Trains as the plan says and returns what changed. The same task on the same data gives the same bits (I10).
     *
     * @throws TrainingException if training cannot be done; the device then declines the round
     * @throws InterruptedException if the client is closing
     */
    TrainingOutcome train(TrainingTask task) throws TrainingException, InterruptedException;
}
