package io.tributary.coordinator.selection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.message.Resources;
import io.tributary.protocol.plan.Requirements;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DevicePoolTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_000);
    private final DevicePool pool = new DevicePool(Duration.ofSeconds(30));

    @Test
    void devicesThatAskAreAvailableSortedWhateverTheOrderTheyCame() {
        pool.checkIn("b", NOW);
        pool.checkIn("a", NOW);
        pool.checkIn("b", NOW.plusSeconds(1));
        assertEquals(List.of("a", "b"), pool.available(NOW.plusSeconds(2), Optional.empty()));
    }

    @Test
    void aDeviceThatStopsAskingFallsOut() {
        pool.checkIn("a", NOW);
        pool.checkIn("b", NOW.plusSeconds(20));
        assertEquals(List.of("a", "b"), pool.available(NOW.plusSeconds(30), Optional.empty()));
        assertEquals(List.of("b"), pool.available(NOW.plusSeconds(31), Optional.empty()));
        assertEquals(1, pool.size());
    }

    @Test
    void aCheckInThatArrivesLateDoesNotMakeADeviceOlder() {
        pool.checkIn("a", NOW.plusSeconds(40));
        pool.checkIn("a", NOW);
        assertEquals(List.of("a"), pool.available(NOW.plusSeconds(50), Optional.empty()));
    }

    @Test
    void aDeviceThatGotWorkLeaves() {
        pool.checkIn("a", NOW);
        pool.leave("a");
        assertEquals(List.of(), pool.available(NOW, Optional.empty()));
    }

    @Test
    void whoClaimsTooLittleOrNothingIsNotThereForARoundThatAsksForMore() {
        Optional<Requirements> required = Optional.of(new Requirements(2, 1000));
        pool.checkIn("enough", Optional.of(new Resources(2, 1000)), NOW);
        pool.checkIn("forgetful", Optional.of(new Resources(8, 999)), NOW);
        pool.checkIn("silent", NOW);
        pool.checkIn("slow", Optional.of(new Resources(1, 1 << 20)), NOW);
        assertEquals(List.of("enough"), pool.available(NOW, required));
        assertEquals(List.of("enough", "forgetful", "silent", "slow"), pool.available(NOW, Optional.empty()));
    }

    @Test
    void whatADeviceSaidLastOfItsResourcesCounts() {
        Optional<Requirements> required = Optional.of(new Requirements(2, 1));
        pool.checkIn("a", Optional.of(new Resources(4, 1)), NOW.plusSeconds(2));
        pool.checkIn("a", Optional.of(new Resources(1, 1)), NOW.plusSeconds(1));
        assertEquals(List.of("a"), pool.available(NOW, required));
        pool.checkIn("a", Optional.of(new Resources(1, 1)), NOW.plusSeconds(3));
        assertEquals(List.of(), pool.available(NOW, required));
        pool.checkIn("a", NOW.plusSeconds(4));
        assertEquals(List.of(), pool.available(NOW, required));
    }

    @Test
    void aDeviceThatARunDrewIsTheOthersAgainWhenItAsksAgainOrTheRunDrawsOthers() {
        for (String device : List.of("a", "b")) {
            pool.checkIn(device, NOW);
        }
        pool.drawn("one", List.of("a", "gone"));
        assertTrue(pool.isFree("a", "one"));
        assertFalse(pool.isFree("a", "another"));
        assertTrue(pool.isFree("b", "another"));
        assertFalse(pool.isFree("gone", "one"));

        pool.checkIn("a", NOW.plusSeconds(1));
        assertTrue(pool.isFree("a", "another"));

        pool.drawn("one", List.of("a"));
        pool.drawn("one", List.of("b"));
        assertTrue(pool.isFree("a", "another"));
        assertFalse(pool.isFree("b", "another"));
        assertEquals(List.of("a", "b"), pool.available(NOW, Optional.empty()), "whoever was drawn waits still");
    }
}
