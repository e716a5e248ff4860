package io.tributary.aggregation.sum;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.UpdateSpec;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("seeded")
class FixedPointTest {
    private static final BigInteger LIMIT = BigInteger.TWO.pow(62);

    static LongStream seeds() {
        return Draws.seeds();
    }

    @ParameterizedTest
    @CsvSource({"1.0, 1, 0, 1", "-1.0, 3, 2, -12", "0.5, 1, 0, 0", "1.5, 1, 0, 2", "2.5, 1, 0, 2", "-0.5, 1, 0, 0",
        "-1.5, 1, 0, -2", "0.1, 7, 20, 734003", "-0.0, 5, 30, 0", "1.4e-45, 536870912, 52, 0",
        "0.99999994, 536870912, 32, 2305842871774740480"})
    void aValueBecomesTheNearestIntegerTiesToEven(float delta, int weight, int scaleBits, long expected) {
        assertEquals(expected, new FixedPoint(scaleBits, 4).of(delta, weight));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theProductOfAnyFloatAndWeightIsRoundedOnce(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            int scaleBits = random.nextInt(33);
            float delta =
                    (1 + random.nextFloat()) * Math.scalb(random.nextBoolean() ? 1f : -1f, -1 - random.nextInt(60));
            int weight = 1 + random.nextInt(FixedPoint.MAX_WEIGHT);
            assertEquals(Oracle.fixed(delta, weight, scaleBits).longValueExact(),
                    new FixedPoint(scaleBits, 1).of(delta, weight), delta + " * " + weight + " * 2^" + scaleBits);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theLargestTotalWeightIsBelowTheLimitAndHardlyBelowIt(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            int scaleBits = 12 + random.nextInt(41);
            double bound = Math.scalb(0.5 + random.nextDouble() / 2, random.nextInt(11));
            FixedPoint point = new FixedPoint(scaleBits, bound);
            assertTrue(units(point.maxTotalWeight(), bound, scaleBits).compareTo(new BigDecimal(LIMIT)) < 0);
            assertTrue(units(point.maxTotalWeight() + 2, bound, scaleBits).compareTo(new BigDecimal(LIMIT)) > 0);
        }
    }

    private static BigDecimal units(long weight, double bound, int scaleBits) {
        return new BigDecimal(bound).multiply(BigDecimal.valueOf(weight))
                .multiply(new BigDecimal(BigInteger.TWO.pow(scaleBits)));
    }

    @Test
    void aTotalWeightIsAlwaysExactAsADouble() {
        assertEquals(1L << 53, new FixedPoint(0, Double.MIN_VALUE).maxTotalWeight());
    }

    @Test
    void thePlanSaysTheFixedPoint() {
        assertEquals(new FixedPoint(30, 2.5), FixedPoint.of(new UpdateSpec(2.5, 30, 1000, 100)));
    }

    @ParameterizedTest
    @CsvSource({"-1, 1", "53, 1", "20, 0", "20, -1", "20, NaN", "20, Infinity", "52, 1024", "0, 4.7e18"})
    void aFixedPointThatCannotHoldOneValueIsRefused(int scaleBits, double bound) {
        assertThrows(IllegalArgumentException.class, () -> new FixedPoint(scaleBits, bound));
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void aValueThatIsNotFiniteIsNamed(float bad) {
        RejectedException refused = refusal(bad);
        assertEquals(Reason.NOT_FINITE, refused.reason());
        assertEquals("value 3 is " + bad, refused.detail());
    }

    @ParameterizedTest
    @ValueSource(floats = {1.0000001f, -1.0000001f, Float.MAX_VALUE})
    void aValueBeyondTheBoundIsNamed(float bad) {
        RejectedException refused = refusal(bad);
        assertEquals(Reason.OUT_OF_BOUND, refused.reason());
        assertEquals("value 3 is " + bad + ", beyond the bound of 1.0", refused.detail());
    }

    private static RejectedException refusal(float bad) {
        float[] values = {9, 0, 1, bad, bad, Float.NaN};
        return assertThrows(RejectedException.class, () -> new FixedPoint(20, 1).check(values, 1, 3));
    }

    @Test
    void theBoundItselfAndWhatLiesOutsideTheSliceAreFine() {
        assertDoesNotThrow(() -> new FixedPoint(20, 1).check(new float[] {5, 1, -1, 0, Float.NaN}, 1, 3));
    }

    @Test
    void aBoundBetweenTwoFloatsIsHeldExactly() {
        // The float nearest 0.1 is a little above it.
        float below = Math.nextDown(0.1f);
        FixedPoint point = new FixedPoint(20, 0.1);
        assertDoesNotThrow(() -> point.check(new float[] {below, -below}, 0, 2));
        assertThrows(RejectedException.class, () -> point.check(new float[] {0.1f}, 0, 1));
    }

    @Test
    void theLargestWeightIsOneAndTheNextIsNot() throws Exception {
        FixedPoint point = new FixedPoint(0, 1);
        point.checkWeight(FixedPoint.MAX_WEIGHT);
        for (int weight : new int[] {0, -1, FixedPoint.MAX_WEIGHT + 1}) {
            assertEquals(Reason.BAD_WEIGHT,
                    assertThrows(RejectedException.class, () -> point.checkWeight(weight)).reason());
        }
    }
}
