package io.tributary.coordinator.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.parameters.ChunkRange;
import io.tributary.protocol.plan.ModelManifest.Reports;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SliceOrderTest {
    private static final SliceOrder ORDER = new SliceOrder("job", "run", 3, 2, "examples", 5, 5);

    @Test
    void anOrderIsReadAsItWasWrittenAndTakenForNoOther() {
        byte[] bytes = ORDER.encode();
        assertTrue(SliceOrder.is(bytes));
        assertEquals(ORDER, SliceOrder.decode(bytes));
        assertEquals(new ChunkRange(4, 5), ORDER.ranges().get(4));
        assertFalse(SliceOrder.is(new RangeOrder(
                new RangeOrder.Job("job", "run", 3, 1, 0, List.of(), new Reports(1, "0".repeat(64))), new byte[1],
                new ChunkRange(0, 5), 1).encode()));
        assertFalse(SliceOrder.is(new byte[3]));
    }

    @Test
    void whatEndsEarlyOrHasNoSlicesIsRefused() {
        byte[] bytes = ORDER.encode();
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThrows(IllegalArgumentException.class, () -> SliceOrder.decode(cut));
        }
        bytes[bytes.length - 1] = 0;
        assertThrows(IllegalArgumentException.class, () -> SliceOrder.decode(bytes));
    }
}
