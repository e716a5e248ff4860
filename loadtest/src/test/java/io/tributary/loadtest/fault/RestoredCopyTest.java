package io.tributary.loadtest.fault;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The short form of {@code loadtest/faults restores}: what docs/operations.md says of backups. */
class RestoredCopyTest {
    private static final DisturbedRun.Setting SHORT = new DisturbedRun.Setting(10, 3, 2, 2_000, 1);

    @Test
    @Timeout(300)
    void aCopyOfAStoppedCoordinatorsDirectoryGoesOnWithNothingLost() throws Exception {
        DisturbedRun.Outcome outcome = DisturbedRun.play(SHORT, Disturbances::restore);
        assertTrue(outcome.reconciliation().receipts() > 0, outcome::toString);
        assertTrue(outcome.holds(SHORT), outcome::toString);
    }
}
