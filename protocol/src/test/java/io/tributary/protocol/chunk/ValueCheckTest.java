package io.tributary.protocol.chunk;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.SeededCases;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("seeded")
class ValueCheckTest {
    @Test
    void valuesUpToTheBoundPassWithEitherSign() {
        float[] values = {0, -0f, 4, -4, Float.MIN_VALUE};
        assertDoesNotThrow(() -> ValueCheck.check(values, 0, values.length, 4));
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void whatIsNotFiniteIsNamedByItsIndexUnderAnyBound(float value) {
        RejectedException refused = refusal(new float[] {0, 1, value, 2}, Double.MAX_VALUE);
        assertEquals(Reason.NOT_FINITE, refused.reason());
        assertEquals("value 2 is " + value, refused.detail());
    }

    @Test
    void theFirstValueBeyondTheBoundIsNamed() {
        RejectedException refused = refusal(new float[] {4, -4.5f, Float.NaN}, 4);
        assertEquals(Reason.OUT_OF_BOUND, refused.reason());
        assertEquals("value 1 is -4.5, beyond the bound of 4.0", refused.detail());
    }

    @Test
    void aNaNWithItsSignBitSetIsRefused() {
        assertEquals(Reason.NOT_FINITE, refusal(new float[] {Float.intBitsToFloat(0xffc00001)}, 1).reason());
    }

    @Test
    void aBoundBetweenTwoFloatsIsNotRoundedUp() {
        double bound = 0.1;
        float above = (float) bound;
        assertEquals(Reason.OUT_OF_BOUND, refusal(new float[] {above}, bound).reason());
        assertDoesNotThrow(() -> ValueCheck.check(new float[] {Math.nextDown(above)}, 0, 1, bound));
    }

    @Test
    void aBoundBelowTheSmallestFloatLetsOnlyZeroPass() {
        assertDoesNotThrow(() -> ValueCheck.check(new float[] {0, -0f}, 0, 2, Double.MIN_VALUE));
        assertEquals(Reason.OUT_OF_BOUND, refusal(new float[] {Float.MIN_VALUE}, Double.MIN_VALUE).reason());
    }

    @Test
    void onlyTheRangeIsLookedAt() {
        assertDoesNotThrow(() -> ValueCheck.check(new float[] {9, 1, 1, 9}, 1, 2, 2));
        assertThrows(IndexOutOfBoundsException.class, () -> ValueCheck.check(new float[4], 2, 3, 1));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void aBoundThatIsNotFiniteAndPositiveIsAMistakeOfTheCaller(double bound) {
        assertThrows(IllegalArgumentException.class, () -> ValueCheck.check(new float[1], 0, 1, bound));
    }

    @Test
    void theLargestMagnitudeIsThatOfTheRange() {
        for (int at = 1; at < 12; at++) {
            float[] values = new float[13];
            values[0] = 9;
            values[12] = 9;
            values[at] = -3;
            assertEquals(3, ValueCheck.largest(values, 1, 11), "at " + at);
            values[at] = Float.NaN;
            assertEquals(Float.NaN, ValueCheck.largest(values, 1, 11), "at " + at);
        }
        assertEquals(0, ValueCheck.largest(new float[] {5}, 1, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> ValueCheck.largest(new float[4], 2, 3));
    }

    @Test
    void theDecisionIsThatOfThePlainComparison() {
        SeededCases.check(2000, random -> {
            float value = Float.intBitsToFloat(random.nextInt());
            double bound = Math.abs(Float.intBitsToFloat(random.nextInt(0x7f800000))) + Double.MIN_VALUE;
            boolean within = Math.abs((double) value) <= bound;
            float[] values = new float[random.nextInt(1, 40)];
            values[random.nextInt(values.length)] = value;
            assertEquals(within, passes(values, bound), value + " under " + bound);
        });
    }

    private static boolean passes(float[] values, double bound) {
        try {
            ValueCheck.check(values, 0, values.length, bound);
            return true;
        } catch (RejectedException refused) {
            return false;
        }
    }

    private static RejectedException refusal(float[] values, double bound) {
        return assertThrows(RejectedException.class, () -> ValueCheck.check(values, 0, values.length, bound));
    }
}
