package io.tributary.loadtest.fault;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class HalfSentBodiesTest {
    @Test
    @Timeout(180)
    void bodiesThatAreNeverSentWholeMakeWayForEachOtherAndForNobodyElse() throws Exception {
        HalfSentBodies.Outcome outcome = HalfSentBodies.play(new HalfSentBodies.Setting(900, 300, 1, 3));
        assertTrue(outcome.isHarmless(), outcome::toString);
        assertTrue(outcome.cut().sum() > 0, outcome::toString);
    }
}
