package io.tributary.aggregation.sum;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExactSumTest {
    private static final FixedPoint POINT = new FixedPoint(20, 2);

    private final ExactSum sum = new ExactSum(POINT, 2);

    private static float[] mean(ExactSum sum) {
        float[] mean = new float[sum.size()];
        sum.mean(mean);
        return mean;
    }

    @Test
    void theMeanIsWeightedByExamples() throws Exception {
        sum.add(new float[] {1, -2}, 0, 2, 1);
        sum.add(new float[] {0, 2}, 0, 2, 3);
        assertArrayEquals(new float[] {0.25f, 1}, mean(sum));
        assertEquals(4, sum.totalWeight());
    }

    @Test
    void oneUpdateIsItsOwnMeanUpToHalfAUnit() throws Exception {
        sum.add(new float[] {0.1f, -1.9f}, 0, 2, 7);
        assertArrayEquals(new float[] {0.1f, -1.9f}, mean(sum), 0x1p-21f);
    }

    @Test
    void aSliceOfALongerVectorCanBeAdded() throws Exception {
        sum.add(new float[] {9, 1, 2, 9}, 1, 2, 1);
        assertArrayEquals(new float[] {1, 2}, mean(sum));
    }

    @Test
    void theMeanLeavesTheRestOfTheBufferAlone() throws Exception {
        sum.add(new float[] {1, 2}, 0, 2, 1);
        float[] buffer = {7, 7, 7};
        sum.mean(buffer);
        assertArrayEquals(new float[] {1, 2, 7}, buffer);
    }

    @Test
    void theMeanOfNothingIsRefused() {
        assertThrows(IllegalStateException.class, () -> mean(sum));
    }

    @Test
    void aClearedSumIsEmpty() throws Exception {
        sum.add(new float[] {1, 2}, 0, 2, 5);
        sum.clear();
        sum.add(new float[] {2, 0}, 0, 2, 1);
        assertArrayEquals(new float[] {2, 0}, mean(sum));
    }

    @Test
    void aBadValueAtTheEndChangesNothing() throws Exception {
        sum.add(new float[] {1, 2}, 0, 2, 5);
        for (float bad : new float[] {Float.NaN, 2.1f}) {
            RejectedException refused = assertThrows(RejectedException.class,
                    () -> sum.add(new float[] {1, bad}, 0, 2, 1));
            assertEquals(bad == 2.1f ? Reason.OUT_OF_BOUND : Reason.NOT_FINITE, refused.reason());
        }
        assertArrayEquals(new float[] {1, 2}, mean(sum));
        assertEquals(5, sum.totalWeight());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE, FixedPoint.MAX_WEIGHT + 1, Integer.MAX_VALUE})
    void aWeightOutOfRangeChangesNothing(int weight) {
        RejectedException refused = assertThrows(RejectedException.class, () -> sum.add(new float[2], 0, 2, weight));
        assertEquals(Reason.BAD_WEIGHT, refused.reason());
        assertEquals(0, sum.totalWeight());
    }

    @Test
    void aSumTakesTheLargestTotalWeightAndNotOneExampleMore() throws Exception {
        // An example weighs up to 256 * 2^52 = 2^60 units: three stay below 2^62, a fourth would reach it.
        FixedPoint coarse = new FixedPoint(52, 256);
        ExactSum full = new ExactSum(coarse, 1);
        assertEquals(3, coarse.maxTotalWeight());
        full.add(new float[] {256}, 0, 1, 3);
        assertEquals(3L << 60, full.at(0));
        RejectedException refused = assertThrows(RejectedException.class, () -> full.add(new float[1], 0, 1, 1));
        assertEquals(Reason.BAD_WEIGHT, refused.reason());
        assertEquals(3, full.totalWeight());
        assertArrayEquals(new float[] {256}, mean(full));
    }

    @Test
    void sumsMergedDoNotExceedTheLimitEither() throws Exception {
        FixedPoint coarse = new FixedPoint(52, 256);
        ExactSum two = new ExactSum(coarse, 1);
        two.add(new float[] {-256}, 0, 1, 2);
        ExactSum another = new ExactSum(coarse, 1);
        another.add(new float[] {-256}, 0, 1, 2);
        assertThrows(ArithmeticException.class, () -> two.merge(another));
        assertEquals(-(2L << 60), two.at(0));
    }

    @Test
    void onlySumsOfOneKindCombine() throws Exception {
        ExactSum finer = new ExactSum(new FixedPoint(21, 2), 2);
        ExactSum longer = new ExactSum(POINT, 3);
        ExactSum heavier = new ExactSum(POINT, 2);
        heavier.add(new float[2], 0, 2, 1);
        assertThrows(IllegalArgumentException.class, () -> sum.merge(finer));
        ExactSum wider = new ExactSum(new FixedPoint(POINT.scaleBits(), 2 * POINT.bound()), 2);
        assertThrows(IllegalArgumentException.class, () -> sum.merge(wider));
        assertThrows(IllegalArgumentException.class, () -> sum.merge(longer));
        assertThrows(IllegalArgumentException.class, () -> sum.subtract(finer));
        assertThrows(IllegalArgumentException.class, () -> sum.subtract(heavier));
        sum.subtract(sum);
        assertEquals(0, sum.totalWeight());
        assertThrows(IllegalArgumentException.class, () -> sum.add(new float[3], 0, 3, 1));
        assertThrows(IndexOutOfBoundsException.class, () -> sum.add(new float[2], 1, 2, 1));
        assertThrows(IllegalArgumentException.class, () -> new ExactSum(POINT, 0));
    }

    @Test
    void aClearedBlockHasForgottenWhatWaitedAndWhatWasAdded() {
        BlockedSum blocked = new BlockedSum(2);
        for (int i = 0; i < 5; i++) {
            blocked.row()[0] = 9;
            blocked.accept(new Slice(blocked.row(), 0), 1024, 9, 2);
        }
        blocked.clear();
        blocked.row()[0] = 3;
        blocked.row()[1] = -1;
        blocked.accept(new Slice(blocked.row(), 0), 1024, 3, 2);
        float[] mean = {7, 7, 7};
        blocked.divideAndClear(2048, mean, 2);
        assertArrayEquals(new float[] {1.5f, -0.5f, 7}, mean);
    }
}
