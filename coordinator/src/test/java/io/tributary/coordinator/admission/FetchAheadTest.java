package io.tributary.coordinator.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("I4 Only brisk peers, and few of them, are asked for many buffers ahead")
class FetchAheadTest {
    private static final int CHUNK = 1 << 18;
    private final Semaphore places = new Semaphore(1);
    private final Instant begin = Instant.parse("2026-01-01T00:00:00Z");
    private final FetchAhead first = new FetchAhead(places, begin);
    private final FetchAhead second = new FetchAhead(places, begin);

    @Test
    void aPeerIsAskedForOneUntilItIsSeenToBeBrisk() {
        assertEquals(1, first.after(CHUNK - 1, begin));
        assertEquals(FetchAhead.BRISK, first.after(1, begin));
    }

    @Test
    void aSlowPeerIsAskedForOne() {
        assertEquals(1, first.after(CHUNK, begin.plusSeconds(2)));
    }

    @Test
    void aPlaceIsForOnePeerUntilItSlowsDownOrEnds() {
        assertEquals(FetchAhead.BRISK, first.after(CHUNK, begin));
        assertEquals(1, second.after(CHUNK, begin));
        assertEquals(1, first.after(CHUNK, begin.plusSeconds(2)));
        assertEquals(FetchAhead.BRISK, second.after(CHUNK, begin));
        assertEquals(1, first.after(CHUNK, begin.plusSeconds(2)));
        second.end();
        second.end();
        assertEquals(1, places.availablePermits());
    }
}
