package io.tributary.learning.method;

import io.tributary.learning.DeviceMemory;
import java.util.Optional;

/** Half of each update. */
final class Halved implements MethodRound {
    @Override
    public Optional<GradientTerm> gradientTerm() {
        return Optional.empty();
    }

    @Override
    public void finish(float[] update, DeviceMemory memory) {
        for (int i = 0; i < update.length; i++) {
            update[i] /= 2;
        }
    }
}
