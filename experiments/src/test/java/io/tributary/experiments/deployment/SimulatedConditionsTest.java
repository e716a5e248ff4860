package io.tributary.experiments.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.client.eligibility.Conditions;
import io.tributary.client.eligibility.EligibilityPolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SimulatedConditionsTest {
    private static final long SEED = 7;
    private static final LocalDateTime MIDNIGHT = LocalDateTime.parse("2026-03-01T00:00:00");

    /** Conditions of two weeks, every half hour. */
    private static List<Conditions> fortnight(long seed, int device) {
        return IntStream.range(0, 14 * 48).mapToObj(halfHour -> {
            Instant time = Instant.EPOCH.plus(Duration.ofMinutes(30L * halfHour));
            return new SimulatedConditions(seed, device, () -> time).current();
        }).toList();
    }

    /** Conditions at an hour of the device's own day. */
    private static Conditions at(int device, int day, int hour) {
        SimulatedConditions anywhere = new SimulatedConditions(SEED, device, () -> Instant.EPOCH);
        Instant time = MIDNIGHT.plusDays(day).plusHours(hour).toInstant(anywhere.zone());
        return new SimulatedConditions(SEED, device, () -> time).current();
    }

    @Test
    void theSameSeedDeviceAndTimeGiveTheSameConditions() {
        assertEquals(fortnight(SEED, 3), fortnight(SEED, 3));
        assertNotEquals(fortnight(SEED, 3), fortnight(SEED, 4));
        assertNotEquals(fortnight(SEED, 3), fortnight(SEED + 1, 3));
    }

    @Test
    void aDeviceIsChargingIdleAndAtHomeInTheNightOfItsOwnTimeZone() {
        for (int device = 0; device < 50; device++) {
            for (int day = 0; day < 14; day++) {
                Conditions night = at(device, day, 3);
                assertTrue(night.charging() && night.idle() && !night.metered(), night::toString);
                assertEquals(List.of(), EligibilityPolicy.DEFAULT.withNeedsIdle(true).lacking(night, 0));
            }
        }
    }

    @Test
    void itIsInUseByDayWithABatteryThatEmptiesAndOftenOnAMeteredNetwork() {
        Set<Boolean> metered = new HashSet<>();
        for (int device = 0; device < 50; device++) {
            for (int day = 0; day < 14; day++) {
                Conditions noon = at(device, day, 13);
                Conditions evening = at(device, day, 21);
                metered.add(noon.metered());
                assertFalse(noon.idle() || noon.charging() || evening.metered(), noon::toString);
                assertTrue(evening.batteryPercent().getAsInt() < noon.batteryPercent().getAsInt(), evening::toString);
            }
        }
        assertEquals(Set.of(true, false), metered);
    }

    @Test
    void atEveryMomentSomeDevicesOfAPopulationAreEligibleAndSomeAreNot() {
        for (int hour = 0; hour < 24; hour++) {
            Instant time = Instant.EPOCH.plus(Duration.ofHours(hour));
            long fit = IntStream.range(0, 500)
                    .filter(device -> EligibilityPolicy.DEFAULT.withNeedsIdle(true)
                            .lacking(new SimulatedConditions(SEED, device, () -> time).current(), 0).isEmpty())
                    .count();
            assertTrue(fit > 50 && fit < 450, "at " + hour + " UTC " + fit + " of 500 are eligible");
        }
    }
}
