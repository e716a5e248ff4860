package io.tributary.coordinator.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RateLimiterTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));
    private final RateLimiter limiter = new RateLimiter(5, now::get);

    private int taken(String name) {
        int taken = 0;
        while (limiter.take(name).isZero()) {
            taken++;
        }
        return taken;
    }

    @Test
    void aNameHasTwiceItsShareAtOnceAndItsShareASecondFromThenOn() {
        assertEquals(10, taken("ann"));
        assertEquals(Duration.ofMillis(200), limiter.take("ann"));
        now.updateAndGet(time -> time.plusSeconds(1));
        assertEquals(5, taken("ann"));
        now.updateAndGet(time -> time.plusSeconds(3600));
        assertEquals(10, taken("ann"));
    }

    @Test
    void oneNameDoesNotTakeOfAnother() {
        assertEquals(10, taken("ann"));
        assertEquals(10, taken("bob"));
    }

    @Test
    void I8_howeverManyNamesAskAFewAreRemembered() {
        for (int name = 0; name < RateLimiter.MOST + 5_000; name++) {
            limiter.take("name-" + name);
        }
        assertTrue(limiter.names() <= RateLimiter.MOST, () -> limiter.names() + " names");
    }
}
