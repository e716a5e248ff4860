package io.tributary.cli.agent;

import io.tributary.experiments.data.DeviceData;
import io.tributary.learning.LearningEngine;
import io.tributary.learning.LocalTrainer;
import io.tributary.learning.TrainingException;
import io.tributary.learning.TrainingOutcome;
import io.tributary.learning.TrainingTask;
import io.tributary.protocol.plan.RunPlan;

/** Trains on a device's data, fitted to each plan. */
record FittedTrainer(DeviceData data) implements LocalTrainer {
    @Override
    public void requireFit(RunPlan plan) throws TrainingException {
        LearningEngine.required().trainer(data.fittedTo(plan)).requireFit(plan);
    }

    @Override
    public TrainingOutcome train(TrainingTask task) throws TrainingException, InterruptedException {
        return LearningEngine.required().trainer(data.fittedTo(task.plan())).train(task);
    }
}
