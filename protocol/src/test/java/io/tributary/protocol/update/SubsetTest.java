package io.tributary.protocol.update;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.SeededCases;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("seeded")
class SubsetTest {
    @Test
    void soManyPositionsAscendBelowTheLength() {
        SeededCases.check(300, random -> {
            int length = random.nextInt(1, 5000);
            int count = random.nextInt(1, length + 1);
            int[] drawn = Subset.draw(length, count, random.nextLong());
            assertEquals(count, drawn.length);
            assertTrue(drawn[0] >= 0 && drawn[count - 1] < length);
            for (int i = 1; i < count; i++) {
                assertTrue(drawn[i - 1] < drawn[i]);
            }
        });
    }

    @Test
    void allOfThemAreAll() {
        assertArrayEquals(IntStream.range(0, 77).toArray(), Subset.draw(77, 77, 5));
    }

    @Test
    void thePositionsFollowFromTheSeed() {
        assertArrayEquals(Subset.draw(1000, 100, 5), Subset.draw(1000, 100, 5));
        assertFalse(Arrays.equals(Subset.draw(1000, 100, 5), Subset.draw(1000, 100, 6)));
    }

    /** As the protocol says, in exact arithmetic. */
    @Test
    void anIndexIsTakenIfItsWordFallsBelowWhatIsStillWanted() {
        SeededCases.check(100, random -> {
            int length = random.nextInt(1, 2000);
            int count = random.nextInt(1, length + 1);
            long seed = random.nextLong();
            SplittableRandom words = new SplittableRandom(seed);
            List<Integer> taken = new ArrayList<>();
            for (int i = 0; i < length; i++) {
                BigInteger place = BigInteger.valueOf(words.nextLong() >>> 1)
                        .multiply(BigInteger.valueOf(length - i)).shiftRight(63);
                if (place.compareTo(BigInteger.valueOf(count - taken.size())) < 0) {
                    taken.add(i);
                }
            }
            assertArrayEquals(taken.stream().mapToInt(i -> i).toArray(), Subset.draw(length, count, seed));
        });
    }

    @Test
    void everyPositionAndEveryPairIsDrawnAsOftenAsAnother() {
        int seeds = 20_000;
        int[] alone = new int[10];
        int[] withNext = new int[10];
        for (int seed = 0; seed < seeds; seed++) {
            boolean[] in = new boolean[10];
            for (int position : Subset.draw(10, 3, SeededWords.seed("test", seed))) {
                in[position] = true;
            }
            for (int i = 0; i < 10; i++) {
                alone[i] += in[i] ? 1 : 0;
                withNext[i] += in[i] && in[(i + 1) % 10] ? 1 : 0;
            }
        }
        for (int i = 0; i < 10; i++) {
            assertEquals(seeds * 0.3, alone[i], 5 * Math.sqrt(seeds * 0.3 * 0.7));
            assertEquals(seeds * 3 * 2 / 90.0, withNext[i], 5 * Math.sqrt(seeds / 15.0));
        }
    }
}
