package io.tributary.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The coordinator's time")
class SlewedTimeTest {
    private final HandClock clock = new HandClock();
    private final HandClock passing = new HandClock();
    private final SlewedTime time = new SlewedTime(clock, passing);

    private void pass(Duration length) {
        clock.pass(length);
        passing.pass(length);
    }

    private Duration off() {
        return Duration.between(time.instant(), clock.instant());
    }

    @Test
    void isThatOfAClockThatIsRight() {
        for (int second = 0; second < 100; second++) {
            pass(Duration.ofSeconds(1));
            assertEquals(clock.instant(), time.instant());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {240, -240, 86_400, -86_400, -100_000_000})
    void doesNotJumpWithTheClock(int seconds) {
        Instant before = time.instant();
        clock.pass(Duration.ofSeconds(seconds));
        assertEquals(before, time.instant());
        pass(Duration.ofSeconds(20));
        assertEquals(before.plusSeconds(20 + Integer.signum(seconds)), time.instant());
    }

    @ParameterizedTest
    @ValueSource(ints = {240, -240})
    void reachesAClockThatJumpedAndStaysThere(int seconds) {
        clock.pass(Duration.ofSeconds(seconds));
        for (int second = 0; second < 240 * SlewedTime.SLOPE; second++) {
            assertTrue(off().abs().compareTo(Duration.ZERO) > 0, "it was there after " + second + " s");
            pass(Duration.ofSeconds(1));
        }
        assertEquals(Duration.ZERO, off());
        pass(Duration.ofHours(1));
        assertEquals(Duration.ZERO, off());
    }

    @Test
    void followsAtOnceAMachineThatSleptOrHadNoClock() {
        clock.pass(SlewedTime.FARTHEST.plusSeconds(1));
        passing.pass(Duration.ofMillis(1));
        assertEquals(Duration.ZERO, off());
    }

    @Test
    void neverGoesBackWhateverTheClockDoes() {
        SplittableRandom random = new SplittableRandom(7);
        Instant before = time.instant();
        for (int step = 0; step < 10_000; step++) {
            clock.pass(Duration.ofMillis(random.nextLong(-200_000_000, 200_000_000)));
            passing.pass(Duration.ofNanos(random.nextLong(2_000_000_000)));
            Instant now = time.instant();
            assertFalse(now.isBefore(before), "step " + step);
            before = now;
        }
    }
}
