package io.tributary.experiments.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Objects;
import org.junit.jupiter.api.Test;

class ByDeviceTest {
    private static final int[][] CONFUSION = {{8, 2, 0}, {5, 5, 0}, {0, 0, 0}};

    @Test
    void aClassCountsAsOftenAsTheDeviceHasIt() {
        assertEquals((3 * 0.8 + 0.5) / 4, Objects.requireNonNull(ByDevice.accuracy(new int[] {3, 1, 0}, CONFUSION)),
                1e-12);
    }

    @Test
    void aClassThatIsNotHeldOutDoesNotCount() {
        assertEquals(0.5, Objects.requireNonNull(ByDevice.accuracy(new int[] {0, 2, 7}, CONFUSION)), 1e-12);
        assertNull(ByDevice.accuracy(new int[] {0, 0, 7}, CONFUSION));
    }
}
