package io.tributary.learning.method;

import io.tributary.learning.DeviceMemory;
import java.util.Optional;

/** Federated averaging: nothing is done against drift. */
final class Plain implements MethodRound {
    @Override
    public Optional<Pull> pull() {
        return Optional.empty();
    }

    @Override
    public void finish(float[] update, DeviceMemory memory) {}
}
