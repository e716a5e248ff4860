package io.tributary.coordinator.simulation;

import org.junit.jupiter.api.Test;

class I7_OnlyTheOwnerAdvancesARoundInSimulatedWorldsTest {
    @Test
    void noWriteOfAnOwnerThatWasTakenOverSucceeds() {
        Worlds.hold(Property.ONLY_THE_OWNER_ADVANCES_A_ROUND);
    }
}
