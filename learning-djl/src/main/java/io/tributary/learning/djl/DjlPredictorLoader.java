package io.tributary.learning.djl;

import io.tributary.learning.DeviceMemory;
import io.tributary.learning.Predictor;
import io.tributary.learning.PredictorLoader;
import io.tributary.learning.architecture.Architectures;
import io.tributary.learning.architecture.Placement;
import io.tributary.protocol.plan.RunPlan;
import java.io.IOException;

/** Makes predictors of the networks of {@link Architectures} with DJL's PyTorch engine. Thread-safe. */
public final class DjlPredictorLoader implements PredictorLoader {
    /** Needs no settings; the engine is loaded with the first model. */
    public DjlPredictorLoader() {}

    /**
     * Loads a flat vector of the layout, with what stayed on the device.
     *
     * @throws IllegalArgumentException if the network is unknown, or the layout or a vector are not those of the plan
     * @throws IOException if the device's memory cannot be read
     * @throws EngineMissingException if the engine's native library cannot be loaded
     */
    @Override
    public Predictor load(RunPlan plan, float[] model, DeviceMemory memory) throws IOException {
        Placement placement = PlannedNetwork.placement(plan);
        return new DjlPredictor(
                new LoadedModel(plan.spec(), placement, model, Start.local(plan, placement, memory)));
    }
}
