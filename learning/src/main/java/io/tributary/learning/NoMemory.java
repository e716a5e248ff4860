package io.tributary.learning;

import java.io.IOException;
import java.util.Optional;

/** The memory of a device that has none. */
enum NoMemory implements DeviceMemory {
    NONE;

    @Override
    public Optional<float[]> read(String name) {
        return Optional.empty();
    }

    @Override
    public void stage(String name, float[] values) throws IOException {
        throw new IOException("this device keeps nothing from round to round, and cannot keep '" + name + "'");
    }
}
