package io.tributary.learning.method;

import io.tributary.learning.TrainingException;
import io.tributary.learning.TrainingTask;
import java.io.IOException;
import java.util.Optional;

/** Vectors that a device kept from its last round of the run. */
final class KeptVectors {
    private KeptVectors() {}

    /** The vector as the last round left it; zeros on a device that is new to the run. */
    static float[] read(TrainingTask task, String name, int size) throws IOException, TrainingException {
        Optional<float[]> kept = task.memory().read(name);
        if (kept.isPresent() && kept.get().length != size) {
            throw new TrainingException("the '" + name + "' that this device kept has " + kept.get().length
                    + " values where the plan has " + size);
        }
        return kept.orElseGet(() -> new float[size]);
    }
}
