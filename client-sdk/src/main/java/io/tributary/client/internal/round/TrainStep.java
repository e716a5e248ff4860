package io.tributary.client.internal.round;

import io.tributary.client.internal.application.ApplicationCode;
import io.tributary.client.internal.application.ApplicationException;
import io.tributary.client.internal.application.Part;
import io.tributary.client.internal.eligibility.EligibilityCheck;
import io.tributary.client.internal.round.FetchStep.Fetched;
import io.tributary.client.internal.session.Device;
import io.tributary.client.internal.session.Retry;
import io.tributary.client.internal.state.DeviceState;
import io.tributary.client.internal.state.DeviceStates;
import io.tributary.client.internal.trust.Verified;
import io.tributary.learning.LocalTrainer;
import io.tributary.learning.TrainingException;
import io.tributary.learning.TrainingOutcome;
import io.tributary.learning.TrainingTask;
import io.tributary.learning.update.TrainingSeed;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.chunk.ValueCheck;
import io.tributary.protocol.plan.RoundOffer;
import io.tributary.protocol.plan.RunPlan;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.ExecutionException;

/**
 * Trains on the device's own data. An update that the coordinator would refuse is refused here: nothing is clipped without being asked
 * for. What the trainer keeps for later rounds is staged, and counts once the update is acknowledged. If the device is not eligible any
 * more after training, the round is declined; once an update is sealed, it is always delivered.
 */
public final class TrainStep {
    private final Device device;
    private final LocalTrainer trainer;
    private final DeviceStates states;
    private final InstantSource durations;
    private final EligibilityCheck eligibility;
    private final ApplicationCode application;
    private final Retry retry;

    public TrainStep(Device device, LocalTrainer trainer, DeviceStates states, InstantSource durations,
            EligibilityCheck eligibility, ApplicationCode application, Retry retry) {
        this.application = application;
        this.retry = retry;
        this.device = device;
        this.trainer = trainer;
        this.states = states;
        this.durations = durations;
        this.eligibility = eligibility;
    }

    /**
     * A checked outcome of training, without the model that it began with: that is as large, and nobody needs it any more.
     *
     * @param trainMillis time spent
     * @param state where this round stages what later ones read
     */
    record Trained(Verified<RoundOffer> offer, Verified<RunPlan> plan, TrainingOutcome outcome, long trainMillis,
            DeviceState state) {}

    Trained train(Fetched fetched)
            throws TrainingException, RejectedException, IOException, InterruptedException {
        RunPlan plan = fetched.plan().content();
        RoundOffer offer = fetched.offer().content();
        DeviceState state = states.of(offer.run());
        state.begin(offer.round());
        long seed = TrainingSeed.of(plan.seed(), device.index(), offer.round());
        long begin = durations.millis();
        TrainingOutcome outcome = train(new TrainingTask(plan, offer.round(), fetched.model(), seed, state),
                Instant.ofEpochMilli(offer.deadline()));
        long millis = Math.max(0, durations.millis() - begin);
        check(plan, outcome);
        eligibility.requireToGoOn();
        return new Trained(fetched.offer(), fetched.plan(), outcome, millis, state);
    }

    /** The trainer is the application's code. Whatever it does must cost this round alone, and not end the client. */
    private TrainingOutcome train(TrainingTask task, Instant deadline) throws TrainingException, InterruptedException {
        TrainingOutcome outcome;
        try {
            outcome = application.call(Part.TRAINER, retry.left(deadline), () -> trainer.train(task));
        } catch (ExecutionException thrown) {
            Throwable cause = Objects.requireNonNullElse(thrown.getCause(), thrown);
            throw cause instanceof TrainingException expected ? expected
                    : new TrainingException("the trainer threw " + cause, cause);
        } catch (ApplicationException late) {
            throw new TrainingException(String.valueOf(late.getMessage()), late);
        }
        if (outcome == null || outcome.delta() == null) {
            throw new TrainingException("the trainer returned null where an outcome with a delta was expected");
        }
        return outcome;
    }

    private static void check(RunPlan plan, TrainingOutcome outcome) throws RejectedException, TrainingException {
        int size = plan.layout().updateSize();
        if (outcome.delta().length != size) {
            throw new RejectedException(Reason.WRONG_SHAPE,
                    "the trainer returned " + outcome.delta().length + " values, an update of the layout has " + size);
        }
        if (outcome.examples() < 1) {
            throw new RejectedException(Reason.BAD_WEIGHT, "the trainer saw " + outcome.examples()
                    + " examples; an update is of at least 1");
        }
        Double loss = outcome.loss();
        if (loss != null && !Double.isFinite(loss)) {
            throw new TrainingException("the loss is " + loss + ": training diverged");
        }
        ValueCheck.check(outcome.delta(), 0, size, plan.update().bound());
    }
}
