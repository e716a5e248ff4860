package io.tributary.learning;

import io.tributary.protocol.plan.RunPlan;
import java.io.IOException;

/** Makes predictors of a model's versions. Thread-safe. */
@FunctionalInterface
public interface PredictorLoader {
    /**
     * Loads a model.
     *
     * @param plan the plan of the run that made it
     * @param model {@code plan.layout().size()} values, which it copies
     * @param memory what this device keeps of that run: tensors that never travel
     * @throws IOException if the memory cannot be read
     */
    Predictor load(RunPlan plan, float[] model, DeviceMemory memory) throws IOException;
}
