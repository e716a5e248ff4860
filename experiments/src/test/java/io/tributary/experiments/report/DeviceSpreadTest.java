package io.tributary.experiments.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeviceSpreadTest {
    private static DeviceFigures device(int index, Double accuracy) {
        return new DeviceFigures("device-" + index, 10, 2, accuracy);
    }

    @Test
    void theWorstTenthIsRoundedUpToAWholeDevice() {
        List<DeviceFigures> devices = IntStream.range(0, 11).mapToObj(i -> device(i, (10 - i) / 10.0)).toList();
        DeviceSpread spread = Objects.requireNonNull(DeviceSpread.of(devices));
        assertEquals(0.05, spread.worstTenth(), 1e-12);
        assertEquals(List.of("device-10", "device-9"), spread.worst().stream().map(DeviceFigures::device).toList());
        assertEquals(0.5, spread.mean(), 1e-12);
        assertEquals(List.of(0.0, 0.1, 0.3, 0.5, 0.8, 0.9, 1.0), spread.quantiles());
    }

    @Test
    void eachDeviceIsInOneStep() {
        DeviceSpread spread = Objects.requireNonNull(
                DeviceSpread.of(List.of(device(0, 0.0), device(1, 0.049), device(2, 0.05), device(3, 1.0))));
        assertEquals(4, spread.histogram().stream().mapToInt(count -> count).sum());
        assertEquals(List.of(2, 1), spread.histogram().subList(0, 2));
        assertEquals(1, spread.histogram().getLast());
    }

    @Test
    void devicesThatWereNotMeasuredAreLeftOut() {
        assertNull(DeviceSpread.of(List.of(device(0, null))));
        assertEquals(1, Objects.requireNonNull(DeviceSpread.of(List.of(device(0, null), device(1, 0.5)))).measured());
    }
}
