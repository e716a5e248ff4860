package io.tributary.coordinator.access.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.coordinator.HandClock;
import io.tributary.coordinator.access.Clocks;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OpenSessionsTest {
    private static final String TOKEN = "t".repeat(43);

    @Test
    void aSessionLastsAsLongAsItSaysWhateverTheClockIsSetTo() throws Exception {
        HandClock wall = new HandClock();
        HandClock durations = new HandClock();
        OpenSessions open = new OpenSessions(new Clocks(wall, wall, durations));
        open.add("ann", TOKEN, wall.instant().plus(Duration.ofMinutes(10)));
        wall.pass(Duration.ofHours(1));
        durations.pass(Duration.ofMinutes(9));
        assertEquals("ann", open.require(Optional.of(TOKEN)));
        wall.pass(Duration.ofHours(-2));
        durations.pass(Duration.ofMinutes(1));
        assertEquals(Reason.UNAUTHENTICATED,
                assertThrows(RejectedException.class, () -> open.require(Optional.of(TOKEN))).reason());
    }
}
