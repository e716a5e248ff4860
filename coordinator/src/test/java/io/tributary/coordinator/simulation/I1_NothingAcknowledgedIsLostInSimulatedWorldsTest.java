package io.tributary.coordinator.simulation;

import org.junit.jupiter.api.Test;

class I1_NothingAcknowledgedIsLostInSimulatedWorldsTest {
    @Test
    void whatDevicesHaveReceiptsForIsInTheModelOfItsRound() {
        Worlds.hold(Property.NOTHING_ACKNOWLEDGED_IS_LOST);
    }
}
