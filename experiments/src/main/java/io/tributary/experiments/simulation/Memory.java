package io.tributary.experiments.simulation;

import io.tributary.learning.DeviceMemory;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What a simulated device keeps from round to round. Used by one thread at a time. */
final class Memory implements DeviceMemory {
    private final Map<String, float[]> current = new HashMap<>();
    private final Map<String, float[]> staged = new HashMap<>();

    /** Forgets what a round before staged and did not get acknowledged. */
    void begin() {
        staged.clear();
    }

    /** The update was acknowledged: what its round staged counts from here on. */
    void promote() {
        current.putAll(staged);
        staged.clear();
    }

    @Override
    public Optional<float[]> read(String name) {
        return Optional.ofNullable(current.get(name)).map(float[]::clone);
    }

    @Override
    public void stage(String name, float[] values) {
        staged.put(name, values.clone());
    }
}
