package io.tributary.protocol.update;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.Reason;
import io.tributary.protocol.SeededCases;
import io.tributary.protocol.chunk.ByteChunkCodec;
import io.tributary.protocol.chunk.MalformedChunkException;
import io.tributary.protocol.plan.UpdateSpec.Download;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("seeded")
class StepCodecTest {
    @ParameterizedTest
    @EnumSource(value = Download.class, names = "FLOAT32", mode = Mode.EXCLUDE)
    void whoHoldsTheLastVersionMakesTheNextBitForBit(Download format) {
        StepCodec codec = new StepCodec(format);
        SeededCases.check(50, random -> {
            int length = random.nextInt(1, 3000);
            float[] last = Codecs.update(random, length + 3);
            float[] next = Codecs.update(random, length + 3);
            byte[] step = codec.round(last, next, length);
            assertEquals(codec.encodedLength(length), step.length);
            codec.apply(step, last, last, length);
            assertArrayEquals(bits(next, length), bits(last, length));
        });
    }

    @Test
    void bfloat16IsTheNearestAndOfTwoTheEvenOne() {
        SeededCases.check(200, random -> {
            float[] next = {Float.intBitsToFloat(random.nextInt(0x7f000000) | (random.nextInt() & Integer.MIN_VALUE)),
                Float.intBitsToFloat((random.nextInt(0x7f00) << 16) | 0x8000)};
            float[] wanted = next.clone();
            new StepCodec(Download.BF16).round(new float[2], next, 2);
            for (int i = 0; i < 2; i++) {
                assertEquals(nearestEven(wanted[i]), next[i], "of " + Float.toHexString(wanted[i]));
            }
        });
    }

    private static float nearestEven(float value) {
        float below = Float.intBitsToFloat(Float.floatToRawIntBits(value) & 0xffff0000);
        float above = Float.intBitsToFloat(Float.floatToRawIntBits(below) + 0x10000);
        double down = Math.abs((double) value - below);
        double up = Math.abs((double) above - value);
        boolean even = (Float.floatToRawIntBits(below) & 0x10000) == 0;
        return down < up || (down == up && even) ? below : above;
    }

    @Test
    void an8BitStepIsOffByAtMostHalfOfTheScale() {
        SeededCases.check(100, random -> {
            int length = random.nextInt(1, 5000);
            float[] last = new float[length];
            float[] next = Codecs.update(random, length);
            float[] wanted = next.clone();
            float largest = 0;
            for (float value : wanted) {
                largest = Math.max(largest, Math.abs(value));
            }
            new StepCodec(Download.INT8).round(last, next, length);
            for (int i = 0; i < length; i++) {
                assertEquals(wanted[i], next[i], largest / 127 * 0.50001);
            }
        });
    }

    @ParameterizedTest
    @EnumSource(value = Download.class, names = "FLOAT32", mode = Mode.EXCLUDE)
    void whatDoesNotMoveStaysAsItIsEvenAMinusZero(Download format) {
        float[] last = {-0.0f, 0.0f, 1, -1, Float.MIN_VALUE, 3e38f};
        float[] next = last.clone();
        new StepCodec(format).round(last, next, last.length);
        assertArrayEquals(bits(last, last.length), bits(next, last.length));
        next[2] = 2; // and neither when another value of the chunk moves
        new StepCodec(format).round(last, next, last.length);
        last[2] = 2;
        assertArrayEquals(bits(last, last.length), bits(next, last.length));
    }

    @Test
    void stepsThatRoundToNothingLeaveTheValueToo() {
        float[] last = {-0.0f, -0.0f, 0};
        float[] next = {Float.MIN_VALUE, -Float.MIN_VALUE, 1};
        new StepCodec(Download.BF16).round(last, next, 3);
        assertArrayEquals(bits(new float[] {-0.0f, -0.0f, 1}, 3), bits(next, 3));
    }

    /** A scale so small that it is rounded by much: to half, where codes end at 127, or to 0, where nothing moves. */
    @Test
    void theSmallestStepsAreCutOffOrLeft() {
        float least = Float.MIN_VALUE;
        float[] next = {185 * least, -185 * least, 100 * least, 0};
        new StepCodec(Download.INT8).round(new float[4], next, 4);
        assertArrayEquals(new float[] {127 * least, -127 * least, 100 * least, 0}, next);
        float[] less = {60 * least, -60 * least, 0};
        new StepCodec(Download.INT8).round(new float[3], less, 3);
        assertArrayEquals(new float[3], less);
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, -1, -0.0f})
    void aHostileScaleIsRefused(float scale) {
        byte[] hostile = ByteBuffer.allocate(7).order(ByteOrder.LITTLE_ENDIAN).putFloat(scale).array();
        assertEquals(Float.isFinite(scale) ? Reason.MALFORMED_CHUNK : Reason.NOT_FINITE, refusal(hostile));
    }

    @Test
    void aByteOfMinus128IsRefused() {
        assertEquals(Reason.MALFORMED_CHUNK, refusal(new byte[] {0, 0, 0, 0, 127, -127, -128}));
    }

    @Test
    void anotherLengthIsRefused() {
        assertEquals(Reason.WRONG_LENGTH, refusal(new byte[16]));
    }

    private static Reason refusal(byte[] payload) {
        float[] next = {9, 9, 9};
        byte[] encoded = new ByteChunkCodec().encode(payload);
        MalformedChunkException refused = assertThrows(MalformedChunkException.class,
                () -> new StepCodec(Download.INT8).apply(encoded, new float[3], next, 3));
        assertArrayEquals(new float[] {9, 9, 9}, next);
        return refused.reason();
    }

    @Test
    void float32HasNoSteps() {
        assertThrows(IllegalArgumentException.class, () -> new StepCodec(Download.FLOAT32));
    }

    @Test
    void aStepThatIsNotFiniteIsABugOfWhoMakesIt() {
        for (Download format : new Download[] {Download.BF16, Download.INT8}) {
            assertThrows(IllegalArgumentException.class,
                    () -> new StepCodec(format).round(new float[1], new float[] {Float.NaN}, 1));
            assertThrows(IllegalArgumentException.class,
                    () -> new StepCodec(format).round(new float[] {3e38f}, new float[] {-3e38f}, 1));
        }
        assertTrue(new StepCodec(Download.BF16).encodedLength(65536) > 2 * 65536);
    }

    private static int[] bits(float[] values, int length) {
        int[] bits = new int[length];
        for (int i = 0; i < length; i++) {
            bits[i] = Float.floatToRawIntBits(values[i]);
        }
        return bits;
    }
}
