package io.tributary.client.internal.model;

import io.tributary.learning.DeviceMemory;
import io.tributary.learning.PredictorLoader;
import java.util.Optional;
import java.util.function.Function;

/**
 * What it takes to predict with a model.
 *
 * @param loader makes predictors; empty on a device that only trains
 * @param memories what the device keeps of a run: tensors of its models that never travel
 */
public record ServedBy(Optional<PredictorLoader> loader, Function<String, DeviceMemory> memories) {
    /** Nothing is predicted. */
    public static final ServedBy NOBODY = new ServedBy(Optional.empty(), run -> DeviceMemory.none());
}
