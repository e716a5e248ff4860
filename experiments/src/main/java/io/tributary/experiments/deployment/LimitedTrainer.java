package io.tributary.experiments.deployment;

import io.tributary.learning.LocalTrainer;
import io.tributary.learning.TrainingException;
import io.tributary.learning.TrainingOutcome;
import io.tributary.learning.TrainingTask;
import io.tributary.protocol.plan.RunPlan;
import java.util.concurrent.Semaphore;

/** Lets only so many devices of one JVM train at once: they share its cores and its memory. */
record LimitedTrainer(LocalTrainer trainer, Semaphore places) implements LocalTrainer {
    @Override
    public void requireFit(RunPlan plan) throws TrainingException {
        trainer.requireFit(plan);
    }

    @Override
    public TrainingOutcome train(TrainingTask task) throws TrainingException, InterruptedException {
        places.acquire();
        try {
            return trainer.train(task);
        } finally {
            places.release();
        }
    }
}
