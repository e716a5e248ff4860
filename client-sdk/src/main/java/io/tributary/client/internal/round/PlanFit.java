package io.tributary.client.internal.round;

import io.tributary.client.internal.application.ApplicationCode;
import io.tributary.client.internal.application.ApplicationException;
import io.tributary.client.internal.application.Part;
import io.tributary.client.internal.eligibility.EligibilityCheck;
import io.tributary.learning.LocalTrainer;
import io.tributary.learning.TrainingException;
import io.tributary.learning.method.ClientMethodPlugIn;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.DataSignature;
import io.tributary.protocol.plan.ModelSignature;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.update.UpdateCodec;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

/**
 * Whether a plan may be trained here, before its model is fetched.
 *
 * @param eligibility what the device gives
 * @param data what its data is for a model, if it says so
 * @param trainer may know that it does not know the network
 * @param application calls it
 */
public record PlanFit(EligibilityCheck eligibility, Optional<Function<ModelSignature, DataSignature>> data,
        LocalTrainer trainer, ApplicationCode application) {
    void require(RunPlan plan) throws TrainingException, RejectedException {
        ClientMethodPlugIn.requireHere(plan);
        UpdateCodec.requireHere(plan);
        if (data.isPresent()) {
            ModelSignature model = plan.modelSignature();
            model.classesOf(told(data.get(), model));
        }
        eligibility.requireFit(plan);
    }

    /** The trainer is the application's code. Whatever it does must cost this round alone, and not end the client. */
    void requireKnown(RunPlan plan, Duration left) throws TrainingException, InterruptedException {
        try {
            application.call(Part.TRAINER, left, () -> {
                trainer.requireFit(plan);
                return true;
            });
        } catch (ExecutionException thrown) {
            Throwable cause = Objects.requireNonNullElse(thrown.getCause(), thrown);
            throw cause instanceof TrainingException expected ? expected
                    : new TrainingException("the trainer threw " + cause, cause);
        } catch (ApplicationException late) {
            throw new TrainingException(String.valueOf(late.getMessage()), late);
        }
    }

    /** The application's code. A bug in it must cost this round alone, and not end the client. */
    private static DataSignature told(Function<ModelSignature, DataSignature> data, ModelSignature model)
            throws TrainingException {
        try {
            return data.apply(model);
        } catch (RuntimeException bug) {
            throw new TrainingException("it cannot be told what the data is: " + bug, bug);
        }
    }
}
