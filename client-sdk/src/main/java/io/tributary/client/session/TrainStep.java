package io.tributary.client.session;

import io.tributary.learning.LocalTrainer;
import io.tributary.learning.TrainingException;
import io.tributary.learning.TrainingOutcome;
import io.tributary.learning.TrainingTask;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.chunk.ValueCheck;
import io.tributary.protocol.plan.RunPlan;
import java.time.InstantSource;

/**
 * Trains on the device's own data, and refuses to send what the coordinator would refuse to take: nothing is clipped
 * unasked. Nor is a round gone on with that the device is not eligible for any more; once its update is sealed nothing stops it.
 */
final class TrainStep {
    private final Device device;
    private final LocalTrainer trainer;
    private final InstantSource clock;
    private final Fitness fitness;

    TrainStep(Device device, LocalTrainer trainer, InstantSource clock, Fitness fitness) {
        this.device = device;
        this.trainer = trainer;
        this.clock = clock;
        this.fitness = fitness;
    }

    Trained train(Fetched fetched) throws TrainingException, RejectedException, InterruptedException {
        RunPlan plan = fetched.plan().content();
        int round = fetched.offer().content().round();
        long seed = TrainingSeed.of(plan.seed(), device.index(), round);
        long begin = clock.millis();
        TrainingOutcome outcome = train(new TrainingTask(plan, round, fetched.model(), seed));
        long millis = Math.max(0, clock.millis() - begin);
        check(plan, outcome);
        fitness.requireToGoOn();
        return new Trained(fetched, outcome, millis);
    }

    /** The trainer is the embedder's code: a bug in it costs this round, not the client. */
    private TrainingOutcome train(TrainingTask task) throws TrainingException, InterruptedException {
        try {
            return trainer.train(task);
        } catch (RuntimeException bug) {
            throw new TrainingException("the trainer threw " + bug, bug);
        }
    }

    private static void check(RunPlan plan, TrainingOutcome outcome) throws RejectedException, TrainingException {
        int size = plan.layout().size();
        if (outcome.delta().length != size) {
            throw new RejectedException(Reason.WRONG_SHAPE,
                    "the trainer returned " + outcome.delta().length + " values, the layout has " + size);
        }
        if (outcome.examples() < 1 || outcome.examples() > plan.update().maxWeight()) {
            throw new RejectedException(Reason.BAD_WEIGHT, "the trainer saw " + outcome.examples()
                    + " examples, the plan allows 1.." + plan.update().maxWeight());
        }
        if (!Double.isFinite(outcome.loss())) {
            throw new TrainingException("the loss is " + outcome.loss() + ": training diverged");
        }
        ValueCheck.check(outcome.delta(), 0, size, plan.update().bound());
    }
}
