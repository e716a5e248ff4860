package io.tributary.client.eligibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EligibilityPolicyTest {
    private static final EligibilityPolicy POLICY = EligibilityPolicy.DEFAULT;
    private static final long MIB = 1 << 20;

    private static Conditions battery(int percent, boolean charging) {
        return new Conditions(OptionalInt.of(percent), charging, false, false, 1L << 40);
    }

    private static Conditions free(long bytes) {
        return new Conditions(OptionalInt.empty(), false, false, true, bytes);
    }

    @Test
    void aBatteryBelowTheLeastIsEnoughOnlyWhileItIsCharged() {
        assertEquals(List.of(), POLICY.lacking(battery(40, false), 0));
        assertEquals(List.of("the battery is at 39 % and must be charging or at 40 %"),
                POLICY.lacking(battery(39, false), 0));
        assertEquals(List.of(), POLICY.lacking(battery(1, true), 0));
        assertEquals(List.of(), POLICY.withLeastBattery(20).lacking(battery(20, false), 0));
    }

    @Test
    void aDeviceOnMainsHasPowerEnough() {
        assertEquals(List.of(), POLICY.withLeastBattery(100).lacking(free(1L << 40), 0));
    }

    @Test
    void aMeteredNetworkAndADeviceInUseAreRefusedAsThePolicySays() {
        Conditions now = new Conditions(OptionalInt.empty(), false, true, false, 1L << 40);
        assertEquals(List.of("the network is metered and must not be"), POLICY.lacking(now, 0));
        assertEquals(List.of("the device is in use and must be idle"),
                POLICY.withMetered(true).withNeedsIdle(true).lacking(now, 0));
        assertEquals(2, POLICY.withNeedsIdle(true).lacking(now, 0).size());
    }

    @Test
    void storageMustHoldTwiceTheModelAndSomeMore() {
        assertEquals(List.of(), POLICY.lacking(free(64 * MIB), 0));
        assertEquals(List.of("63 MiB of storage are free and 64 MiB are needed"),
                POLICY.lacking(free(64 * MIB - 1), 0));
        assertEquals(List.of(), POLICY.lacking(free(264 * MIB), 100 * MIB));
        assertEquals(List.of("263 MiB of storage are free and 264 MiB are needed"),
                POLICY.lacking(free(264 * MIB - 1), 100 * MIB));
        assertEquals(1, POLICY.withFree(100, Long.MAX_VALUE).lacking(free(Long.MAX_VALUE / 2), Long.MAX_VALUE).size());
    }

    @Test
    void goingOnIsAMatterOfPowerAndNetworkAloneAndOfNothingForWhoFinishes() {
        Conditions worse = new Conditions(OptionalInt.of(5), false, true, false, 0);
        assertEquals(2, POLICY.withNeedsIdle(true).lackingToGoOn(worse).size());
        assertEquals(List.of(), POLICY.withFinishes(true).lackingToGoOn(worse));
    }

    @Test
    void whatIsOutOfRangeIsRefusedInWords() {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> POLICY.withLeastBattery(101)).getMessage()
                .contains("leastBattery must be 0..100"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> battery(-1, false)).getMessage()
                .contains("batteryPercent must be 0..100"));
    }

    @Test
    void theDefaultProviderMeasuresStorageAndAssumesTheRest(@TempDir Path directory) {
        Conditions now = DeviceConditions.of(directory).current();
        assertTrue(now.freeBytes() > 0);
        assertEquals(new Conditions(OptionalInt.empty(), false, false, true, now.freeBytes()), now);
        assertEquals(1, POLICY.lacking(DeviceConditions.of(directory.resolve("nowhere")).current(), 0).size());
    }
}
