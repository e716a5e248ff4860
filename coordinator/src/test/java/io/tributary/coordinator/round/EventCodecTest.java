package io.tributary.coordinator.round;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class EventCodecTest {
    @Test
    void everyEventComesBackAsItWasStored() {
        for (RoundEvent event : Rounds.oneOfEach(List.of("d0", "d1"))) {
            assertEquals(event, EventCodec.decode(EventCodec.encode(event)));
        }
    }

    @Test
    void aStoredEventLooksTheSameForEver() {
        assertEquals("{\"type\":\"declined\",\"round\":3,\"device\":\"d0\",\"why\":\"busy\",\"reason\":\"\"}",
                EventCodec.encode(new RoundEvent.Declined(3, "d0", "busy")));
    }

    @Test
    void anAlteredEventIsNamedAsSuch() {
        assertThrows(IllegalArgumentException.class, () -> EventCodec.decode("{\"type\":\"cheered\",\"round\":3}"));
        assertThrows(IllegalArgumentException.class, () -> EventCodec.decode("{\"type\":\"opened\"}"));
        assertThrows(IllegalArgumentException.class,
                () -> EventCodec.decode("{\"type\":\"opened\",\"round\":3,\"modelVersion\":0,\"more\":1}"));
    }
}
