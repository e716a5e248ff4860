package io.tributary.aggregation.sum;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("seeded")
class RingSumTest {
    private static final int SIZE = 33;

    static LongStream seeds() {
        return Draws.seeds();
    }

    @Test
    void aSumWrapsAround() {
        // 7 + 6 = 13 = 5 modulo 8, which stands for -3.
        RingSum sum = new RingSum(3, 1);
        sum.add(new long[] {7});
        sum.add(new long[] {6});
        assertEquals(5, sum.at(0));
        assertEquals(-3, sum.signedAt(0));
    }

    @Test
    void theEndsOfTheRingStandForTheEndsOfTheIntegers() {
        RingSum sum = new RingSum(20, 3);
        sum.add(new long[] {(1 << 19) - 1, 1 << 19, -1});
        assertEquals((1 << 19) - 1, sum.signedAt(0));
        assertEquals(-(1 << 19), sum.signedAt(1));
        assertEquals(-1, sum.signedAt(2));
        assertEquals((1 << 20) - 1, sum.at(2));
    }

    /** Device i adds to its integers a mask for each later device and takes the same away for each earlier one. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void masksCancelAndTheSumOfTheIntegersIsLeft(long seed) {
        Random random = new Random(seed);
        int bits = 8 + random.nextInt(25);
        int devices = 2 + random.nextInt(20);
        long[] expected = new long[SIZE];
        RingSum[] masked = new RingSum[devices];
        for (int i = 0; i < devices; i++) {
            masked[i] = new RingSum(bits, SIZE);
            long[] values = random.longs(SIZE, -(1L << (bits - 1)) / devices, (1L << (bits - 1)) / devices).toArray();
            masked[i].add(values);
            for (int c = 0; c < SIZE; c++) {
                expected[c] += values[c];
            }
        }
        for (int i = 0; i < devices; i++) {
            for (int j = i + 1; j < devices; j++) {
                long[] mask = random.longs(SIZE, 0, 1L << bits).toArray();
                masked[i].add(mask);
                masked[j].subtract(mask);
            }
        }
        RingSum sum = new RingSum(bits, SIZE);
        for (RingSum one : masked) {
            sum.merge(one);
        }
        for (int c = 0; c < SIZE; c++) {
            assertEquals(expected[c], sum.signedAt(c), "element " + c + " of " + bits + " bits");
        }
    }

    /** Long enough that the 64 bits wrap as well. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anyMixOfAddingAndTakingAwayIsWhatArithmeticOfAnyPrecisionSays(long seed) {
        Random random = new Random(seed);
        int bits = 1 + random.nextInt(RingSum.MAX_BITS);
        BigInteger modulus = BigInteger.TWO.pow(bits);
        BigInteger expected = BigInteger.ZERO;
        RingSum sum = new RingSum(bits, 1);
        for (int i = 0; i < 200; i++) {
            RingSum part = new RingSum(bits, 1);
            long value = random.nextLong();
            part.add(new long[] {value});
            if (random.nextBoolean()) {
                sum.merge(part);
                expected = expected.add(BigInteger.valueOf(value));
            } else {
                sum.subtract(part);
                expected = expected.subtract(BigInteger.valueOf(value));
            }
        }
        assertEquals(expected.mod(modulus).longValueExact(), sum.at(0), bits + " bits");
    }

    @Test
    void aClearedSumIsZero() {
        RingSum sum = new RingSum(16, 2);
        sum.add(new long[] {1, 2});
        sum.clear();
        assertEquals(0, sum.at(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 33, -1})
    void aRingIsNeitherEmptyNorWiderThanAWord(int bits) {
        assertThrows(IllegalArgumentException.class, () -> new RingSum(bits, 1));
    }

    @Test
    void onlySumsOfOneRingAndLengthCombine() {
        RingSum sum = new RingSum(16, 2);
        assertThrows(IllegalArgumentException.class, () -> sum.merge(new RingSum(17, 2)));
        assertThrows(IllegalArgumentException.class, () -> sum.merge(new RingSum(15, 2)));
        assertThrows(IllegalArgumentException.class, () -> sum.subtract(new RingSum(16, 3)));
        assertThrows(IllegalArgumentException.class, () -> sum.add(new long[1]));
        assertThrows(IllegalArgumentException.class, () -> sum.subtract(new long[3]));
        assertThrows(IllegalArgumentException.class, () -> new RingSum(16, 0));
    }
}
