package io.tributary.loadtest.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class BadTensorsTest {
    @Test
    @Timeout(180)
    void everyBadTensorIsRefusedForItsReasonBeforeAggregationAndTheHonestOnesCount() throws Exception {
        BadTensors.Outcome outcome = BadTensors.play(2, 2_000, 1);
        assertEquals(List.of(), outcome.wrong());
        assertEquals(outcome.sent(), outcome.reasons().values().stream().mapToInt(Integer::intValue).sum());
        assertTrue(outcome.holds(), outcome::toString);
    }
}
