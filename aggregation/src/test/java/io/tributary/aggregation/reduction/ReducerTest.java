package io.tributary.aggregation.reduction;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ReducerTest {
    @Test
    void aFractionMeansTheDecimalThatWasWritten() {
        // 0.29 as a double is a little less: 0.29 * 100 would be 28.999...
        assertEquals(29, new Reducer.TrimmedMean(0.29).atEachEnd(100));
        assertEquals(0, new Reducer.TrimmedMean(0).atEachEnd(100));
    }
}
