package io.tributary.protocol.update;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.tributary.protocol.SeededCases;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("seeded")
class LargestTest {
    @Test
    void theyAreThoseThatAStableSortPutsFirst() {
        SeededCases.check(300, random -> {
            int offset = random.nextInt(5);
            int length = random.nextInt(1, 500);
            int count = random.nextInt(1, length + 1);
            int kinds = random.nextInt(1, 50); // few kinds make many ties
            float[] values = new float[offset + length + 2];
            for (int i = 0; i < values.length; i++) {
                values[i] = (random.nextInt(kinds) - kinds / 2) * (random.nextBoolean() ? 0x1p-20f : 1e-7f);
            }
            assertArrayEquals(oracle(values, offset, length, count),
                    Largest.positions(values, offset, length, count));
        });
    }

    @Test
    void anyFiniteMagnitudesAreOrdered() {
        SeededCases.check(100, random -> {
            float[] values = new float[300];
            for (int i = 0; i < values.length; i++) {
                values[i] = Float.intBitsToFloat(random.nextInt() & 0xff7fffff);
            }
            assertArrayEquals(oracle(values, 0, 300, 17), Largest.positions(values, 0, 300, 17));
        });
    }

    @Test
    void ofEqualValuesTheFirstAreTaken() {
        assertArrayEquals(new int[] {0, 1, 3}, Largest.positions(new float[] {1, -1, 0, 2, 1, -1}, 0, 6, 3));
        assertArrayEquals(new int[] {0, 1}, Largest.positions(new float[4], 0, 4, 2));
    }

    private static int[] oracle(float[] values, int offset, int length, int count) {
        return IntStream.range(0, length).boxed()
                .sorted(Comparator.comparingDouble(i -> -Math.abs((double) values[offset + i]))).limit(count)
                .mapToInt(i -> i).sorted().toArray();
    }
}
