package io.tributary.loadtest.fault;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class SlowReadersTest {
    @Test
    @Timeout(180)
    void strangersWhoReadSlowlyMakeWayForEachOtherAndForNobodyElse() throws Exception {
        SlowReaders.Outcome outcome = SlowReaders.play(new SlowReaders.Setting(60, 5, true, 1));
        assertTrue(outcome.isHarmless(), outcome::toString);
        assertTrue(outcome.cut().sum() > 0, outcome::toString);
    }
}
