package io.tributary.protocol.update;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.SeededCases;
import io.tributary.protocol.chunk.MalformedChunkException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("seeded")
class PositionsTest {
    @Test
    void anySetComesBackFromTheSameNumberOfBytes() {
        SeededCases.check(300, random -> {
            int length = random.nextInt(1, 3000);
            int count = random.nextInt(1, length + 1);
            int[] some = Subset.draw(length, count, random.nextLong());
            int[] first = IntStream.range(0, count).toArray();
            int[] last = IntStream.range(length - count, length).toArray();
            for (int[] set : new int[][] {some, first, last}) {
                assertArrayEquals(set, throughBytes(length, set));
            }
        });
    }

    @Test
    void aPositionTakesAtMostTwoBitsMoreThanTheLeastPossible() {
        for (int count : new int[] {1, 10, 655, 2622, 6554, 13108, 32768}) {
            double least = count * Math.log(65536.0 / count) / Math.log(2);
            assertTrue(new Positions(65536, count).bytes() * 8 <= least + 2 * count + 16, "of " + count);
        }
        assertEquals((2622 * 4 + 7) / 8 + (2622 + 4095 + 7) / 8, new Positions(65536, 2622).bytes());
    }

    /** By hand from the document: 7 / 2 is 3, so 1 low bit; 20 / 4 is 5, so 2, and 4 + 4 high bits. */
    @Test
    void theBytesAreThoseOfTheFormat() {
        byte[] bytes = new byte[2];
        new Positions(7, 2).write(new int[] {2, 5}, bytes, 0);
        assertArrayEquals(new byte[] {0b10, 0b1010}, bytes);
        assertEquals(2, new Positions(20, 4).bytes());
    }

    @Test
    void whatIsDamagedIsRefusedOrAnotherSetInOrder() {
        SeededCases.check(2000, random -> {
            int length = random.nextInt(1, 200);
            int count = random.nextInt(1, length + 1);
            Positions positions = new Positions(length, count);
            byte[] bytes = new byte[positions.bytes()];
            random.nextBytes(bytes);
            if (random.nextBoolean()) {
                bytes = new byte[positions.bytes()];
                positions.write(Subset.draw(length, count, random.nextLong()), bytes, 0);
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            requireRefusedOrAscending(positions, bytes, length, count);
        });
    }

    @Test
    void positionsTwiceOrTooFarAreRefused() {
        Positions two = new Positions(12, 2); // 2 low bits, then 4 bits for 2 ones
        assertThrows(MalformedChunkException.class, () -> two.read(new byte[] {0b0101, 0b0011}, 0), "1 and 1");
        assertThrows(MalformedChunkException.class, () -> two.read(new byte[] {0b0001, 0b0011}, 0), "1 and 0");
        assertThrows(MalformedChunkException.class, () -> two.read(new byte[] {0b0100, 0b0111}, 0), "three");
        assertThrows(MalformedChunkException.class, () -> two.read(new byte[] {0b0100, 0b0001}, 0), "one");
        assertThrows(MalformedChunkException.class, () -> two.read(new byte[] {0b0100, 0b10001}, 0), "12 and more");
        Positions odd = new Positions(10, 2);
        assertThrows(MalformedChunkException.class, () -> odd.read(new byte[] {0b1000, 0b1001}, 0), "0 and 10 of 10");
        assertThrows(MalformedChunkException.class, () -> odd.read(new byte[] {0b1100, 0b1001}, 0), "0 and 11 of 10");
    }

    private static void requireRefusedOrAscending(Positions positions, byte[] bytes, int length, int count) {
        int[] read;
        try {
            read = positions.read(bytes, 0);
        } catch (MalformedChunkException refused) {
            return;
        }
        byte[] again = new byte[bytes.length];
        positions.write(read, again, 0);
        assertEquals(count, read.length);
        assertTrue(read[count - 1] < length);
        assertArrayEquals(bytes, again);
    }

    private static int[] throughBytes(int length, int[] set) throws MalformedChunkException {
        Positions positions = new Positions(length, set.length);
        byte[] bytes = new byte[positions.bytes() + 3];
        positions.write(set, bytes, 3);
        return positions.read(bytes, 3);
    }
}
