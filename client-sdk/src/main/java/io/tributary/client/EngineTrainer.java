package io.tributary.client;

import io.tributary.learning.LearningEngine;
import io.tributary.learning.LocalTrainer;
import io.tributary.learning.TrainingException;
import io.tributary.learning.TrainingOutcome;
import io.tributary.learning.TrainingTask;
import io.tributary.learning.device.DeviceExamples;
import io.tributary.protocol.plan.RunPlan;

/** Trains on a device's own examples, fitted to each plan. */
record EngineTrainer(LearningEngine engine, DeviceExamples own) implements LocalTrainer {
    @Override
    public void requireFit(RunPlan plan) throws TrainingException {
        engine.trainer(own.fittedTo(plan)).requireFit(plan);
    }

    @Override
    public TrainingOutcome train(TrainingTask task) throws TrainingException, InterruptedException {
        return engine.trainer(own.fittedTo(task.plan())).train(task);
    }
}
