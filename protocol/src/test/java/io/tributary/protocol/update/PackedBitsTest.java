package io.tributary.protocol.update;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.SeededCases;
import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("seeded")
class PackedBitsTest {
    @Test
    void numbersOfAnyWidthComeBackAndStandWhereTheFormatSays() {
        SeededCases.check(300, random -> {
            int width = random.nextInt(17);
            int[] numbers = numbers(random, random.nextInt(1, 200), width);
            int offset = random.nextInt(4);
            byte[] packed = new byte[offset + PackedBits.bytes((long) numbers.length * width) + random.nextInt(3)];
            PackedBits.pack(numbers, numbers.length, width, packed, offset);
            assertArrayEquals(oracle(numbers, width, packed.length, offset), packed);

            int[] back = new int[numbers.length];
            assertTrue(PackedBits.unpack(packed, offset, back.length, width, back));
            assertArrayEquals(numbers, back);
        });
    }

    @Test
    void bitsAfterTheLastNumberAreNoticed() {
        for (int width = 1; width <= 16; width++) {
            byte[] packed = new byte[PackedBits.bytes(3L * width)];
            for (int bit = 3 * width; bit < packed.length * 8; bit++) {
                byte[] soiled = packed.clone();
                soiled[bit / 8] |= (byte) (1 << bit % 8);
                assertFalse(PackedBits.unpack(soiled, 0, 3, width, new int[3]), "bit " + bit + " of width " + width);
            }
            assertTrue(PackedBits.unpack(packed, 0, 3, width, new int[3]));
        }
    }

    private static int[] numbers(SplittableRandom random, int count, int width) {
        int[] numbers = new int[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = random.nextInt(1 << width);
        }
        return numbers;
    }

    /** The string of bits as one large number, lowest bit first. */
    private static byte[] oracle(int[] numbers, int width, int length, int offset) {
        BigInteger bits = BigInteger.ZERO;
        for (int i = numbers.length - 1; i >= 0; i--) {
            bits = bits.shiftLeft(width).or(BigInteger.valueOf(numbers[i]));
        }
        byte[] bytes = new byte[length];
        for (int bit = 0; bit < bits.bitLength(); bit++) {
            if (bits.testBit(bit)) {
                bytes[offset + bit / 8] |= (byte) (1 << bit % 8);
            }
        }
        return bytes;
    }
}
