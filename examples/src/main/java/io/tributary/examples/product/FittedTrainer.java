package io.tributary.examples.product;

import io.tributary.examples.data.DeviceData;
import io.tributary.learning.LocalTrainer;
import io.tributary.learning.TrainingException;
import io.tributary.learning.TrainingOutcome;
import io.tributary.learning.TrainingTask;
import io.tributary.learning.djl.DjlTrainer;
import java.util.Optional;

/**
 * Trains on a device's data, fitted to each plan, with no more threads than the device gives away.
 *
 * @param threads the limit, if there is one; a plan that wants more is declined, for the number decides the bits (I10)
 */
record FittedTrainer(DeviceData data, Optional<Integer> threads) implements LocalTrainer {
    @Override
    public TrainingOutcome train(TrainingTask task) throws TrainingException, InterruptedException {
        int wanted = task.plan().training().threads();
        if (threads.filter(limit -> wanted > limit).isPresent()) {
            throw new TrainingException("plan '" + task.plan().name() + "' trains with " + wanted
                    + " threads, and this device gives " + threads.get() + " away (--threads)");
        }
        return new DjlTrainer(data.fittedTo(task.plan())).train(task);
    }
}
