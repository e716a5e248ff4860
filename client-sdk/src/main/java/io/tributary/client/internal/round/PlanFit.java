package io.tributary.client.internal.round;

import io.tributary.client.internal.eligibility.EligibilityCheck;
import io.tributary.learning.TrainingException;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.DataSignature;
import io.tributary.protocol.plan.ModelSignature;
import io.tributary.protocol.plan.RunPlan;
import java.util.Optional;
import java.util.function.Function;

/**
 * Whether a plan may be trained here, before its model is fetched.
 *
 * @param eligibility what the device gives
 * @param data what its data is for a model, if it says so
 */
public record PlanFit(EligibilityCheck eligibility, Optional<Function<ModelSignature, DataSignature>> data) {
    void require(RunPlan plan) throws TrainingException, RejectedException {
        if (data.isPresent()) {
            ModelSignature model = plan.modelSignature();
            model.classesOf(told(data.get(), model));
        }
        eligibility.requireFit(plan);
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
