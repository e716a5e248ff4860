package io.tributary.protocol.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.SeededCases;
import io.tributary.protocol.chunk.VectorDigest;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("seeded")
class RotationTest {
    @Test
    void itIsTheHadamardMatrixOfEachBlockTimesTheSigns() {
        SeededCases.check(60, random -> {
            float[] values = values(random, random.nextInt(1, 600));
            long seed = random.nextLong();
            double[] expected = oracle(values, seed);
            float[] rotated = values.clone();
            Rotation.apply(rotated, rotated.length, seed);
            for (int i = 0; i < values.length; i++) {
                assertEquals(expected[i], rotated[i], 1e-5 * Math.sqrt(values.length), "value " + i);
            }
        });
    }

    /** Blocks of every size up to a full chunk: one value becomes its column of the matrix. */
    @Test
    void atEverySizeAValueBecomesItsColumnOfTheHadamardMatrix() {
        for (int size = 1; size <= 1 << 16; size *= 2) {
            for (int at = size - 1; at >= 0; at = at == 0 ? -1 : at / 2) {
                float[] values = new float[size];
                values[at] = (SeededWords.word(3, at / 64) >> at % 64 & 1) == 1 ? -1 : 1;
                Rotation.apply(values, size, 3);
                double expected = 1 / Math.sqrt(size);
                for (int i = 0; i < size; i++) {
                    assertEquals(Integer.bitCount(i & at) % 2 == 0 ? expected : -expected, values[i], expected * 1e-6);
                }
            }
        }
    }

    @Test
    void normsAndInnerProductsStay() {
        SeededCases.check(30, random -> {
            int length = random.nextInt(1, 1 << 16);
            float[] a = values(random, length);
            float[] b = values(random, length);
            long seed = random.nextLong();
            double norm = product(a, a);
            double product = product(a, b);
            Rotation.apply(a, length, seed);
            Rotation.apply(b, length, seed);
            assertEquals(norm, product(a, a), norm * 1e-5);
            assertEquals(product, product(a, b), norm * 1e-5);
        });
    }

    @Test
    void undoneItIsTheSameUpToRounding() {
        SeededCases.check(30, random -> {
            float[] values = values(random, random.nextInt(1, 1 << 16));
            long seed = random.nextLong();
            float[] back = values.clone();
            Rotation.apply(back, back.length, seed);
            Rotation.undo(back, back.length, seed);
            for (int i = 0; i < back.length; i++) {
                assertEquals(values[i], back[i], 3e-6);
            }
        });
    }

    @Test
    void oneLargeValueIsSpreadOverAWholeBlockAndAnotherSeedSpreadsOtherwise() {
        float[] spike = new float[4096];
        spike[1234] = 64;
        float[] other = spike.clone();
        Rotation.apply(spike, spike.length, 1);
        Rotation.apply(other, other.length, 2);
        for (float value : spike) {
            assertEquals(1, Math.abs(value));
        }
        assertTrue(spike[0] == other[0] || spike[0] == -other[0]);
        assertNotEquals(VectorDigest.of(values(1, 4096)), VectorDigest.of(values(2, 4096)));
    }

    /** The bits on every JVM: a changed order of sums changes them. */
    @Test
    void theBitsAreFrozen() {
        float[] values = new float[65536 - 11];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (SeededWords.word(5, i) >> 40) * 0x1p-24f;
        }
        Rotation.apply(values, values.length, 42);
        assertEquals("6d8979ad0c33af7eaa37002c6e1d807eb30ec17dd32c2fda5a27e8b3915d1e87", VectorDigest.of(values).hex());
    }

    private static float[] values(long seed, int length) {
        float[] values = values(new SplittableRandom(7), length);
        Rotation.apply(values, length, seed);
        return values;
    }

    private static float[] values(SplittableRandom random, int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return values;
    }

    private static double product(float[] a, float[] b) {
        double product = 0;
        for (int i = 0; i < a.length; i++) {
            product += (double) a[i] * b[i];
        }
        return product;
    }

    /** Row i, column j of the Hadamard matrix is -1 to the number of ones that i and j have in common. */
    private static double[] oracle(float[] values, long seed) {
        SplittableRandom signs = new SplittableRandom(seed);
        double[] flipped = new double[values.length];
        long word = 0;
        for (int i = 0; i < values.length; i++) {
            word = i % 64 == 0 ? signs.nextLong() : word;
            flipped[i] = (word >> i % 64 & 1) == 1 ? -values[i] : values[i];
        }
        double[] rotated = new double[values.length];
        int from = 0;
        while (from < values.length) {
            int size = Integer.highestOneBit(values.length - from);
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    rotated[from + i] += (Integer.bitCount(i & j) % 2 == 0 ? 1 : -1) * flipped[from + j]
                            / Math.sqrt(size);
                }
            }
            from += size;
        }
        return rotated;
    }
}
