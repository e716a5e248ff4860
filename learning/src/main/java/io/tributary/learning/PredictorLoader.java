package io.tributary.learning;

import io.tributary.protocol.parameters.ParameterLayout;
import io.tributary.protocol.plan.ModelSpec;

/** Makes a predictor of a flat vector. Thread-safe. */
@FunctionalInterface
public interface PredictorLoader {
    /** Loads a flat vector of the layout's size, which it copies. */
    Predictor load(ModelSpec spec, ParameterLayout layout, float[] model);
}
