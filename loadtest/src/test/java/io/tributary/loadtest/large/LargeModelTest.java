package io.tributary.loadtest.large;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The short form of {@code loadtest/bench large}: a real coordinator whose heap is smaller than the model. */
class LargeModelTest {
    private static final int VALUES = 20_000_000;
    private static final long MODEL = 4L * VALUES;
    /** Of the 306 chunks every 64th, and the last two. */
    private static final int CHECKED = 7;

    @Test
    @Timeout(300)
    void I4_aModelThatDoesNotFitTheHeapIsTrainedAndIsWhatTheUpdatesMake() throws Exception {
        LargeModelBenchmark.Outcome seen = new LargeModelBenchmark(VALUES, 2, 1).measure(List.of("-Xmx64m"));

        assertEquals(CHECKED, seen.checked(), seen::toString);
        assertTrue(seen.heap().fullest() < MODEL / 1_000_000, seen::toString);
        assertTrue(seen.disk() < 6 * MODEL, seen::toString);
    }
}
