package io.tributary.experiments.deployment;

import io.tributary.learning.LocalTrainer;
import io.tributary.learning.TrainingException;
import io.tributary.learning.TrainingOutcome;
import io.tributary.learning.TrainingTask;
import java.util.concurrent.Semaphore;

/** Lets only so many devices of one JVM train at once: they share its cores and its memory. */
record LimitedTrainer(LocalTrainer trainer, Semaphore places) implements LocalTrainer {
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
