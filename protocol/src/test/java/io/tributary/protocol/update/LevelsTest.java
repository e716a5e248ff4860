package io.tributary.protocol.update;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.SeededCases;
import io.tributary.protocol.chunk.MalformedChunkException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("seeded")
class LevelsTest {
    private static final double SCALE = 0.37f;

    @Test
    void aValueComesBackAsOneOfTheTwoLevelsAroundIt() {
        SeededCases.check(300, random -> {
            int bits = random.nextInt(2, 17);
            double step = SCALE / ((1 << (bits - 1)) - 1);
            float[] values = values(random, random.nextInt(1, 300));
            float[] back = throughBytes(values, bits, random.nextLong());
            for (int i = 0; i < values.length; i++) {
                assertTrue(Math.abs(back[i] - values[i]) < step * 1.000001, values[i] + " came back as " + back[i]);
                assertEquals(Math.rint(back[i] / step), back[i] / step, 1e-2 / (1 << (16 - bits)),
                        "level of " + back[i]);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 8, 12, 16})
    void theMeanOverManySeedsIsTheValue(int bits) throws MalformedChunkException {
        float[] values = {0, 0.01f, -0.01f, 0.1234f, -0.2f, 0.3699f, -0.36999f, 1e-5f};
        double[] sum = new double[values.length];
        int seeds = 40_000;
        for (int seed = 0; seed < seeds; seed++) {
            float[] back = throughBytes(values, bits, SeededWords.seed("test", bits, seed));
            for (int i = 0; i < sum.length; i++) {
                sum[i] += back[i];
            }
        }
        double step = SCALE / ((1 << (bits - 1)) - 1);
        for (int i = 0; i < sum.length; i++) {
            double up = values[i] / step - Math.floor(values[i] / step);
            double sigma = step * Math.sqrt(up * (1 - up) / seeds);
            assertEquals(values[i], sum[i] / seeds, 5 * sigma + 1e-8, "of seed 0.." + seeds);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5, 16})
    void levelsThemselvesComeBackExactlyAndWhatIsBeyondIsClipped(int bits) throws MalformedChunkException {
        float edge = (float) SCALE;
        assertArrayEquals(new float[] {edge, -edge, edge, -edge, 0, edge},
                throughBytes(new float[] {edge, -edge, 5, -Float.MAX_VALUE, 0, Math.nextUp(edge)}, bits, 9));
    }

    @Test
    void withAScaleOf0EverythingIs0() throws MalformedChunkException {
        Levels levels = new Levels(4);
        byte[] bytes = new byte[levels.bytes(3)];
        levels.write(new float[3], 0, 3, 0, 1, bytes, 0);
        float[] back = {1, 2, 3};
        levels.read(bytes, 0, 3, 0, back);
        assertArrayEquals(new float[3], back);
    }

    @Test
    void sameSeedSameBytesAndAnotherSeedOthers() {
        float[] values = values(new SplittableRandom(1), 1000);
        assertArrayEquals(bytes(values, 4, 7), bytes(values, 4, 7));
        assertFalse(Arrays.equals(bytes(values, 4, 7), bytes(values, 4, 8)));
    }

    @Test
    void eachValueIsRoundedByARandomNumberOfItsOwn() throws MalformedChunkException {
        float[] halves = new float[10_001];
        Arrays.fill(halves, (float) (SCALE / 2)); // between level 0 and level 1 of 2 bits
        float[] back = throughBytes(halves, 2, 3);
        int[] ups = new int[4];
        for (int i = 1; i < back.length; i++) {
            ups[(back[i - 1] > 0 ? 2 : 0) + (back[i] > 0 ? 1 : 0)]++;
        }
        for (int pair : ups) {
            assertEquals(2500, pair, 5 * Math.sqrt(2500), "pairs of neighbours: " + Arrays.toString(ups));
        }
    }

    /** Several blocks, from any place on: value i by half i of the words, in exact arithmetic. */
    @Test
    void theCodesAreThoseThatTheProtocolSays() {
        SeededCases.check(20, random -> {
            int bits = random.nextInt(2, 13);
            int from = random.nextInt(5);
            float[] values = values(random, from + random.nextInt(1, 5000));
            int count = values.length - from;
            double scale = random.nextDouble(0.1, 1);
            long seed = random.nextLong();
            Levels levels = new Levels(bits);
            byte[] bytes = new byte[3 + levels.bytes(count)];
            levels.write(values, from, count, scale, seed, bytes, 3);
            int[] codes = new int[count];
            assertTrue(PackedBits.unpack(bytes, 3, count, bits, codes));
            assertArrayEquals(oracle(values, from, bits, scale, seed), codes);
        });
    }

    private static int[] oracle(float[] values, int from, int bits, double scale, long seed) {
        SplittableRandom words = new SplittableRandom(seed);
        int most = (1 << (bits - 1)) - 1;
        int[] codes = new int[values.length - from];
        long word = 0;
        for (int i = 0; i < codes.length; i++) {
            word = i % 2 == 0 ? words.nextLong() : word >>> 32;
            BigDecimal level = new BigDecimal(values[from + i] * (most / scale));
            BigDecimal within = level.max(BigDecimal.valueOf(-most)).min(BigDecimal.valueOf(most));
            BigDecimal random = new BigDecimal((word & 0xffffffffL) * 0x1p-32);
            codes[i] = within.add(BigDecimal.valueOf(most)).add(random).setScale(0, RoundingMode.FLOOR).intValue();
        }
        return codes;
    }

    /** A whole chunk comes back, and what is wrong after the first of its blocks is seen. */
    @Test
    void aCodeIsRefusedWhereverItStands() throws MalformedChunkException {
        int count = 65536 - 3;
        float[] values = values(new SplittableRandom(2), count);
        float[] back = throughBytes(values, 5, 3);
        for (int i = 0; i < count; i++) {
            assertEquals(values[i], back[i], SCALE / 15 * 1.000001, "value " + i);
        }
        byte[] bytes = bytes(values, 5, 3);
        bytes[bytes.length - 2] |= (byte) 0xff;
        assertThrows(MalformedChunkException.class, () -> new Levels(5).read(bytes, 0, count, SCALE, back));
        byte[] spare = bytes(values, 5, 3);
        spare[spare.length - 1] |= (byte) 0x80;
        assertThrows(MalformedChunkException.class, () -> new Levels(5).read(spare, 0, count, SCALE, back));
    }

    @Test
    void aCodeBeyondTheLastLevelIsRefused() {
        for (int bits = 2; bits <= 16; bits++) {
            Levels levels = new Levels(bits);
            byte[] bytes = new byte[levels.bytes(2)];
            PackedBits.pack(new int[] {0, (1 << bits) - 1}, 2, bits, bytes, 0);
            assertThrows(MalformedChunkException.class, () -> levels.read(bytes, 0, 2, 1, new float[2]));
        }
    }

    private static float[] values(SplittableRandom random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextDouble(-SCALE, SCALE);
        }
        return values;
    }

    private static byte[] bytes(float[] values, int bits, long seed) {
        Levels levels = new Levels(bits);
        byte[] bytes = new byte[levels.bytes(values.length)];
        levels.write(values, 0, values.length, SCALE, seed, bytes, 0);
        return bytes;
    }

    private static float[] throughBytes(float[] values, int bits, long seed) throws MalformedChunkException {
        float[] back = new float[values.length];
        new Levels(bits).read(bytes(values, bits, seed), 0, back.length, SCALE, back);
        return back;
    }
}
