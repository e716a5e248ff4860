package io.tributary.protocol.chunk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.tributary.protocol.Reason;
import io.tributary.protocol.SeededCases;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.IntStream;
import org.apache.arrow.memory.OutOfMemoryException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Hostile chunks: each is refused with a typed reason or decodes to the very values, and never costs memory. */
@DisplayName("I8: what a chunk says about itself is bounded before it is believed")
@Tag("seeded")
class I8_ChunkDecodingIsBoundedTest {
    private static final float[] VALUES = {1.5f, -2, 3.25f};
    private static final int[] HOSTILE = {-1, Integer.MAX_VALUE, Integer.MIN_VALUE, 1 << 30, 0x7fff, 0xffff, 0, 1, 4};
    /** One chunk's heap and then some; what Arrow would take of its own accord is thousands of times as much. */
    private static final long HEAP_BOUND = 1 << 20;

    /** Where the length prefixes stand; the annotated wire vector shows the same bytes. */
    private static final int SCHEMA_LENGTH = 4;
    private static final int BATCH_LENGTH = 156;
    private static final int BODY_LENGTH = 184;

    private final ChunkCodec codec = new ChunkCodec();
    private final byte[] chunk = codec.encode(VALUES, 0, VALUES.length);
    private final ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** What a JVM loads for its first chunk and its first refusal is no memory of a chunk. */
    @BeforeEach
    void decodeOnce() throws MalformedChunkException {
        codec.decode(chunk, new float[VALUES.length], 0, VALUES.length);
        assertThrows(MalformedChunkException.class,
                () -> codec.decode(new byte[chunk.length], new float[VALUES.length], 0, VALUES.length));
    }

    @Test
    void theShortInputThatMakesArrowAllocateTwoGigabytesIsRefusedByItsLength() {
        byte[] attack = new byte[64];
        ByteBuffer.wrap(attack).order(ByteOrder.LITTLE_ENDIAN).putInt(-1).putInt(Integer.MAX_VALUE - 15);
        assertEquals(Reason.WRONG_LENGTH, refusal(attack));
    }

    @Test
    void hugeMetadataAndBodyLengthsAreRefusedBeforeArrowSeesThem() {
        assertEquals(Reason.MALFORMED_CHUNK, refusal(with(SCHEMA_LENGTH, Integer.MAX_VALUE - 7)));
        assertEquals(Reason.MALFORMED_CHUNK, refusal(with(SCHEMA_LENGTH, -8)));
        assertEquals(Reason.MALFORMED_CHUNK, refusal(with(BATCH_LENGTH, Integer.MAX_VALUE - 7)));
        assertEquals(16, ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN).getLong(BODY_LENGTH));
        assertEquals(Reason.MALFORMED_CHUNK, refusal(with(BODY_LENGTH, Integer.MAX_VALUE)));
        assertEquals(Reason.MALFORMED_CHUNK, refusal(with(BODY_LENGTH + 4, Integer.MIN_VALUE)));
    }

    @Test
    void theAllocatorOfOneCallHoldsOneChunkAndNoMore() {
        assertThrows(OutOfMemoryException.class, () -> {
            try (var allocator = ArrowStream.allocator(ChunkColumn.FLOAT32, VALUES.length)) {
                allocator.buffer(17).close();
            }
        });
    }

    @Test
    void everyTruncationIsTheWrongLength() {
        for (int length = 0; length < chunk.length; length++) {
            assertEquals(Reason.WRONG_LENGTH, refusal(Arrays.copyOf(chunk, length)), "cut to " + length);
        }
    }

    @Test
    void everyTruncationFilledUpWithZerosIsRefusedOrEqual() {
        for (int length = 0; length < chunk.length; length++) {
            checkHostile(Arrays.copyOf(Arrays.copyOf(chunk, length), chunk.length), true);
        }
    }

    @Test
    void everyFlippedBitOfTheFramingIsRefusedOrHarmless() {
        IntStream framing = IntStream.range(0, chunk.length).filter(at -> !isValue(at));
        framing.forEach(at -> {
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                byte[] flipped = chunk.clone();
                flipped[at] ^= (byte) (1 << bit);
                checkHostile(flipped, false);
            }
        });
    }

    @Test
    void everyHostileNumberAnywhereInTheFramingIsRefusedOrHarmless() {
        IntStream.range(0, chunk.length - 3).filter(at -> !isValue(at) && !isValue(at + 3)).forEach(at -> {
            for (int number : HOSTILE) {
                checkHostile(with(at, number), false);
            }
        });
    }

    @Test
    void anyDamageIsRefusedOrHarmless() {
        SeededCases.check(3000, random -> {
            byte[] damaged = chunk.clone();
            for (int wounds = random.nextInt(1, 6); wounds > 0; wounds--) {
                int at = random.nextInt(damaged.length);
                if (!isValue(at)) {
                    damaged[at] = (byte) random.nextInt();
                }
            }
            checkHostile(damaged, false);
        });
    }

    @Test
    void noiseIsRefused() {
        SeededCases.check(1000, random -> {
            byte[] noise = new byte[chunk.length];
            random.nextBytes(noise);
            assertEquals(Reason.MALFORMED_CHUNK, refusal(noise));
        });
    }

    /** Refused with a reason of chunks and nothing written, or decoded to what the value bytes say. */
    private void checkHostile(byte[] hostile, boolean valuesMayDiffer) {
        float[] into = {9, 9, 9};
        long before = memory.getCurrentThreadAllocatedBytes();
        try {
            codec.decode(hostile, into, 0, into.length);
            if (!valuesMayDiffer) {
                assertArrayEquals(VALUES, into, () -> HexFormat.of().formatHex(hostile));
            }
        } catch (MalformedChunkException refused) {
            assertTrue(
                    refused.reason() == Reason.MALFORMED_CHUNK || refused.reason() == Reason.WRONG_DTYPE
                            || refused.reason() == Reason.WRONG_SHAPE,
                    refused.reason() + " for " + HexFormat.of().formatHex(hostile));
            assertArrayEquals(new float[] {9, 9, 9}, into);
        }
        long taken = memory.getCurrentThreadAllocatedBytes() - before;
        assertTrue(taken < HEAP_BOUND, () -> taken + " bytes for " + HexFormat.of().formatHex(hostile));
    }

    private Reason refusal(byte[] hostile) {
        float[] into = {9, 9, 9};
        long before = memory.getCurrentThreadAllocatedBytes();
        Reason reason = assertThrows(MalformedChunkException.class, () -> codec.decode(hostile, into, 0, into.length))
                .reason();
        long taken = memory.getCurrentThreadAllocatedBytes() - before;
        assertTrue(taken < HEAP_BOUND, () -> taken + " bytes");
        assertArrayEquals(new float[] {9, 9, 9}, into);
        return reason;
    }

    private byte[] with(int at, int number) {
        byte[] changed = chunk.clone();
        ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putInt(at, number);
        return changed;
    }

    /** The values stand before the 4 bytes of padding and the 8 of the end mark. */
    private boolean isValue(int at) {
        int first = chunk.length - 8 - 4 - VALUES.length * Float.BYTES;
        return at >= first && at < first + VALUES.length * Float.BYTES;
    }
}
