package io.tributary.loadtest.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The short form of {@code loadtest/faults kills}: real devices, a real process, a real {@code kill -9}. */
class I1_I2_KilledCoordinatorsTest {
    private static final DisturbedRun.Setting SHORT = new DisturbedRun.Setting(20, 4, 4, 2_000, 1);

    @Test
    @Timeout(300)
    void nothingAcknowledgedIsLostOrCountedTwiceWhenTheCoordinatorIsKilledFourTimes() throws Exception {
        DisturbedRun.Outcome outcome = DisturbedRun.play(SHORT, Disturbances::kill);
        assertEquals(SHORT.faults(), outcome.resumed().sorted().size(), outcome::toString);
        assertTrue(outcome.reconciliation().receipts() > 0, outcome::toString);
        assertTrue(outcome.holds(SHORT), outcome::toString);
    }
}
