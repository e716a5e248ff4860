package io.tributary.learning.djl;

import io.tributary.learning.Predictor;
import io.tributary.learning.PredictorLoader;
import io.tributary.learning.architecture.Architectures;
import io.tributary.protocol.parameters.ParameterLayout;
import io.tributary.protocol.plan.ModelSpec;

/** Makes predictors of the networks of {@link Architectures} with DJL's PyTorch engine. Thread-safe. */
public final class DjlPredictorLoader implements PredictorLoader {
    /** Needs no settings; the engine is loaded with the first model. */
    public DjlPredictorLoader() {}

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the network is unknown, or the layout or the vector are not its own
     * @throws EngineMissingException if the engine's native library cannot be loaded
     */
    @Override
    public Predictor load(ModelSpec spec, ParameterLayout layout, float[] model) {
        if (!Architectures.layout(spec).equals(layout)) {
            throw new IllegalArgumentException(
                    "the layout is not that of architecture '" + spec.architecture() + "'");
        }
        return new DjlPredictor(new LoadedModel(spec, model));
    }
}
