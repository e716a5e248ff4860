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
        assertEquals(List.of("a", "b"), pool.available(NOW.plusSeconds(2), "glyphs", Optional.empty()));
    }

    @Test
    void aDeviceThatStopsAskingFallsOut() {
        pool.checkIn("a", NOW);
        pool.checkIn("b", NOW.plusSeconds(20));
        assertEquals(List.of("a", "b"), pool.available(NOW.plusSeconds(30), "glyphs", Optional.empty()));
        assertEquals(List.of("b"), pool.available(NOW.plusSeconds(31), "glyphs", Optional.empty()));
        assertEquals(1, pool.size());
    }

    @Test
    void aCheckInThatArrivesLateDoesNotMakeADeviceOlder() {
        pool.checkIn("a", NOW.plusSeconds(40));
        pool.checkIn("a", NOW);
        assertEquals(List.of("a"), pool.available(NOW.plusSeconds(50), "glyphs", Optional.empty()));
    }

    @Test
    void aDeviceThatGotWorkLeaves() {
        pool.checkIn("a", NOW);
        pool.leave("a");
        assertEquals(List.of(), pool.available(NOW, "glyphs", Optional.empty()));
    }

    @Test
    void whoClaimsTooLittleOrNothingIsNotThereForARoundThatAsksForMore() {
        Optional<Requirements> required = Optional.of(new Requirements(2, 1000));
        pool.checkIn("enough", DeviceClaims.of(new Resources(2, 1000), null), NOW);
        pool.checkIn("forgetful", DeviceClaims.of(new Resources(8, 999), null), NOW);
        pool.checkIn("silent", NOW);
        pool.checkIn("slow", DeviceClaims.of(new Resources(1, 1 << 20), null), NOW);
        assertEquals(List.of("enough"), pool.available(NOW, "glyphs", required));
        assertEquals(List.of("enough", "forgetful", "silent", "slow"), pool.available(NOW, "glyphs", Optional.empty()));
    }

    @Test
    void whoNamesItsModelsIsThereForThoseAlone() {
        pool.checkIn("both", DeviceClaims.of(null, List.of("glyphs", "signs")), NOW);
        pool.checkIn("glyphs", DeviceClaims.of(new Resources(2, 1000), List.of("glyphs")), NOW);
        pool.checkIn("signs", DeviceClaims.of(null, List.of("signs")), NOW);
        pool.checkIn("any", NOW);
        assertEquals(List.of("any", "both", "glyphs"), pool.available(NOW, "glyphs", Optional.empty()));
        assertEquals(List.of("any", "both", "signs"), pool.available(NOW, "signs", Optional.empty()));
        assertEquals(List.of("any"), pool.available(NOW, "letters", Optional.empty()));
        assertEquals(List.of("glyphs"), pool.available(NOW, "glyphs", Optional.of(new Requirements(1, 1))));
        pool.checkIn("signs", NOW.plusSeconds(1));
        assertEquals(List.of("any", "signs"), pool.available(NOW, "letters", Optional.empty()), "what it said last");
    }

    @Test
    void whatADeviceSaidLastOfItsResourcesCounts() {
        Optional<Requirements> required = Optional.of(new Requirements(2, 1));
        pool.checkIn("a", DeviceClaims.of(new Resources(4, 1), null), NOW.plusSeconds(2));
        pool.checkIn("a", DeviceClaims.of(new Resources(1, 1), null), NOW.plusSeconds(1));
        assertEquals(List.of("a"), pool.available(NOW, "glyphs", required));
        pool.checkIn("a", DeviceClaims.of(new Resources(1, 1), null), NOW.plusSeconds(3));
        assertEquals(List.of(), pool.available(NOW, "glyphs", required));
        pool.checkIn("a", NOW.plusSeconds(4));
        assertEquals(List.of(), pool.available(NOW, "glyphs", required));
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
        assertEquals(List.of("a", "b"), pool.available(NOW, "glyphs", Optional.empty()),
                "whoever was drawn waits still");
    }
}
