package io.tributary.experiments.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class DeviceRangeTest {
    @Test
    void groupsFollowOneAnotherAndHoldEveryDeviceOnce() {
        assertEquals(List.of(new DeviceRange(0, 3), new DeviceRange(3, 6), new DeviceRange(6, 10)),
                DeviceRange.split(10, 3));
    }

    @Test
    void noGroupIsEmpty() {
        assertEquals(List.of(new DeviceRange(0, 1), new DeviceRange(1, 2)), DeviceRange.split(2, 5));
    }
}
