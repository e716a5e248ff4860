package io.tributary.loadtest.fault;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PollsTest {
    @Test
    @Timeout(120)
    void aCoordinatorThatLivesSaysSoBesideThoseWhoListItsRuns() throws Exception {
        Polls.Setting setting = new Polls.Setting(300, 5, 1);
        Polls.Outcome outcome = Polls.play(setting);
        assertTrue(outcome.isWhole(setting), outcome::toString);
    }
}
