package io.tributary.learning.djl;

import io.tributary.learning.DeviceMemory;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A device's memory on the heap. */
public final class FakeMemory implements DeviceMemory {
    private final Map<String, float[]> current = new HashMap<>();
    private final Map<String, float[]> staged = new HashMap<>();

    @Override
    public Optional<float[]> read(String name) {
        return Optional.ofNullable(current.get(name)).map(float[]::clone);
    }

    @Override
    public void stage(String name, float[] values) {
        staged.put(name, values.clone());
    }

    /** What was staged, by name. */
    public Map<String, float[]> staged() {
        return staged;
    }

    /** The round's update was acknowledged. */
    public void acknowledge() {
        current.putAll(staged);
        staged.clear();
    }
}
