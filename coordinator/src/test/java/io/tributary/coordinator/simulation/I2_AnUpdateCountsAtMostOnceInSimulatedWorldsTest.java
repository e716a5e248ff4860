package io.tributary.coordinator.simulation;

import org.junit.jupiter.api.Test;

class I2_AnUpdateCountsAtMostOnceInSimulatedWorldsTest {
    @Test
    void noPlaceOfAModelShowsATwoAndTheSameReportAgainGetsTheSameReceipt() {
        Worlds.hold(Property.AN_UPDATE_COUNTS_AT_MOST_ONCE);
    }
}
