package io.tributary.client.internal.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class BackoffTest {
    private final Backoff backoff =
            new Backoff(Duration.ofMillis(500), Duration.ofSeconds(60),
                    new Timing(InstantSource.system(), InstantSource.system(), time -> {}, new SplittableRandom(1)));

    private static void assertWithinAFifth(long millis, Duration wait) {
        assertTrue(wait.toMillis() >= millis * 0.8 && wait.toMillis() <= millis * 1.2, wait + " is not near " + millis);
    }

    @Test
    void doublesWithEveryFailure() {
        assertWithinAFifth(500, backoff.after(1));
        assertWithinAFifth(1_000, backoff.after(2));
        assertWithinAFifth(8_000, backoff.after(5));
    }

    @Test
    void growsNoLongerThanItsLimit() {
        assertWithinAFifth(60_000, backoff.after(8));
        assertWithinAFifth(60_000, backoff.after(1_000_000));
    }

    @Test
    void scattersDevices() {
        Set<Duration> waits = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            waits.add(backoff.spread(Duration.ofSeconds(10)));
        }
        assertTrue(waits.size() > 90, waits.size() + " different waits of 100");
    }

    @Test
    void neverAllowsABusyLoop() {
        assertEquals(Duration.ofMillis(20), backoff.spread(Duration.ofMillis(1)));
    }
}
