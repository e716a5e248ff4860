package io.tributary.coordinator.round;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** The build replays the inputs beside this class, and {@code .ci/fuzz} searches for new ones. */
class EventFuzzTest {
    @FuzzTest
    void anyTextIsRefusedOrAnEventThatReadsBackAsItself(byte[] json) {
        try {
            RoundEvent event = EventCodec.decode(new String(json, StandardCharsets.UTF_8));
            assertEquals(event, EventCodec.decode(EventCodec.encode(event)));
        } catch (IllegalArgumentException refused) {
            assertNotNull(refused.getMessage());
        }
    }
}
