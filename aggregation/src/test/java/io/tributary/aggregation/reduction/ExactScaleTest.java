package io.tributary.aggregation.reduction;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExactScaleTest {
    @ParameterizedTest
    @CsvSource({"1, 1", "3, 0.1", "7, 1000", "10000, 3.4028234e38", "1000000, 1e-30"})
    void theLargestSumIsJustBelow52Bits(int count, double bound) {
        double factor = ExactScale.factor(count, bound);
        assertEquals(0x1p52, Math.scalb(1.0, Math.getExponent(factor * count * bound) + 1));
        assertEquals(Math.scalb(1.0, Math.getExponent(factor)), factor, "a power of two: multiplying by it is exact");
    }

    @Test
    void nothingAtAllHasAScaleToo() {
        assertEquals(1, ExactScale.factor(0));
    }
}
