package io.tributary.cli.agent;

import io.tributary.experiments.data.DeviceData;
import io.tributary.learning.LearningEngine;
import io.tributary.learning.LocalTrainer;
import io.tributary.learning.TrainingException;
import io.tributary.learning.TrainingOutcome;
import io.tributary.learning.TrainingTask;

/** Trains on a device's data, fitted to each plan. */
record FittedTrainer(DeviceData data) implements LocalTrainer {
    @Override
    public TrainingOutcome train(TrainingTask task) throws TrainingException, InterruptedException {
        return LearningEngine.required().trainer(data.fittedTo(task.plan())).train(task);
    }
}
