package io.tributary.learning.method;

import io.tributary.learning.DeviceMemory;
import java.util.Optional;

/** Federated averaging: nothing is done against drift. */
final class FedAvg implements MethodRound {
    @Override
    public Optional<GradientTerm> gradientTerm() {
        return Optional.empty();
    }

    @Override
    public void finish(float[] update, DeviceMemory memory) {}
}
