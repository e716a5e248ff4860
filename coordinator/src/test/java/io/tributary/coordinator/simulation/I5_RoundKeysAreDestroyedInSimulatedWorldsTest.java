package io.tributary.coordinator.simulation;

import org.junit.jupiter.api.Test;

class I5_RoundKeysAreDestroyedInSimulatedWorldsTest {
    @Test
    void noKeyThatDevicesSealedToOutlivesTheRun() {
        Worlds.hold(Property.KEYS_ARE_DESTROYED);
    }
}
