package io.tributary.protocol.chunk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.SeededCases;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("seeded")
class ChunkCodecTest {
    private static final int MAX = 1 << 16;
    private final ChunkCodec codec = new ChunkCodec();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 8, 9, 1000, 65535, 65536})
    void whatWasEncodedComesBackBitForBit(int length) throws MalformedChunkException {
        checkRoundTrip(new SplittableRandom(length), length);
    }

    @Test
    void anyBitsOfAnyLengthComeBack() {
        SeededCases.check(200, random -> checkRoundTrip(random, random.nextInt(1, 3000)));
    }

    /** Random bits hold NaNs with payloads, infinities, subnormals and both zeros. */
    private void checkRoundTrip(SplittableRandom random, int length) throws MalformedChunkException {
        int before = random.nextInt(4);
        float[] values = new float[before + length + random.nextInt(4)];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.intBitsToFloat(random.nextInt());
        }
        byte[] encoded = codec.encode(values, before, length);
        assertEquals(ChunkCodec.encodedLength(length), encoded.length);

        float[] back = new float[values.length];
        codec.decode(encoded, back, before, length);
        float[] expected = new float[values.length];
        System.arraycopy(values, before, expected, before, length);
        assertArrayEquals(bits(expected), bits(back));
    }

    @Test
    void theSameValuesGiveTheSameBytes() {
        float[] values = {1, 2, 3, 4, 5};
        assertArrayEquals(codec.encode(values, 0, 5), new ChunkCodec().encode(values, 0, 5));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 1000, MAX})
    void whatAnArrayHeldBeforeLeavesNoTrace(int length) {
        float[] values = new float[length];
        Arrays.fill(values, 1.5f);
        byte[] used = new byte[ChunkCodec.encodedLength(length)];
        Arrays.fill(used, (byte) 0xff);
        codec.encode(values, 0, length, used);
        assertArrayEquals(codec.encode(values, 0, length), used);
    }

    @Test
    void anArrayOfAnotherLengthIsNoRoomForAChunk() {
        int length = ChunkCodec.encodedLength(5);
        assertThrows(IllegalArgumentException.class, () -> codec.encode(new float[5], 0, 5, new byte[length + 1]));
        assertThrows(IllegalArgumentException.class, () -> codec.encode(new float[5], 0, 5, new byte[length - 1]));
    }

    /** Other writers frame their streams otherwise: some bits of ours mean nothing, and may differ. */
    @Test
    void aFrameThatDiffersWhereNothingIsSaidIsRead() {
        float[] values = {1, 2, 3, 4, 5};
        byte[] chunk = codec.encode(values, 0, 5);
        int head = chunk.length - 8 - 24;
        long read = IntStream.range(0, head * Byte.SIZE).filter(bit -> {
            byte[] other = chunk.clone();
            other[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            float[] back = new float[5];
            try {
                codec.decode(other, back, 0, 5);
            } catch (MalformedChunkException refused) {
                return false;
            }
            assertArrayEquals(values, back);
            return true;
        }).count();
        assertTrue(read > 0);
    }

    @Test
    void aBufferIsFilledFromItsPositionToItsLimit() throws MalformedChunkException {
        FloatBuffer into = FloatBuffer.allocate(5).position(1).limit(4);
        codec.decode(codec.encode(new float[] {7, 8, 9}, 0, 3), into);
        assertFalse(into.hasRemaining());
        assertArrayEquals(new float[] {0, 7, 8, 9, 0}, into.array());
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, MAX + 1, Integer.MAX_VALUE})
    void aChunkHas1To65536Values(int length) {
        assertThrows(IllegalArgumentException.class, () -> ChunkCodec.encodedLength(length));
        assertThrows(IllegalArgumentException.class, () -> codec.encode(new float[MAX + 1], 0, length));
    }

    @Test
    void aRangeOutsideTheArrayIsRefused() {
        assertThrows(IndexOutOfBoundsException.class, () -> codec.encode(new float[4], 2, 3));
        byte[] encoded = codec.encode(new float[3], 0, 3);
        assertThrows(IndexOutOfBoundsException.class, () -> codec.decode(encoded, new float[4], 2, 3));
    }

    @Test
    void manyThreadsShareOneCodec() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Boolean>> results = new ArrayList<>();
            for (int thread = 0; thread < 16; thread++) {
                results.add(threads.submit(roundTripsOf(thread)));
            }
            for (Future<Boolean> result : results) {
                assertEquals(true, result.get());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private Callable<Boolean> roundTripsOf(int mark) {
        return () -> {
            float[] values = new float[5000 + mark];
            Arrays.fill(values, mark);
            float[] back = new float[values.length];
            for (int round = 0; round < 20; round++) {
                codec.decode(codec.encode(values, 0, values.length), back, 0, back.length);
            }
            return Arrays.equals(values, back);
        };
    }

    private static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(values[i]);
        }
        return bits;
    }
}
