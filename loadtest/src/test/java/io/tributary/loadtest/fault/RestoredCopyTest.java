package io.tributary.loadtest.fault;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The short form of {@code loadtest/faults restores}: what docs/operations.md says of backups. */
class RestoredCopyTest {
    private static final Disturbed.Setting SHORT = new Disturbed.Setting(10, 3, 2, 2_000, 1);

    @Test
    @Timeout(300)
    void aCopyOfAStoppedCoordinatorsDirectoryGoesOnWithNothingLost() throws Exception {
        Disturbed.Outcome outcome = Disturbed.play(SHORT, Disturbances::restore);
        assertTrue(outcome.balance().receipts() > 0, outcome::toString);
        assertTrue(outcome.holds(SHORT), outcome::toString);
    }
}
