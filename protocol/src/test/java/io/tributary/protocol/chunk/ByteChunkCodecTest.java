package io.tributary.protocol.chunk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.Reason;
import io.tributary.protocol.SeededCases;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("I8: a chunk of bytes is read only if its lengths and types are what its number of bytes implies")
@Tag("seeded")
class ByteChunkCodecTest {
    private final ByteChunkCodec codec = new ByteChunkCodec();
    private final byte[] chunk = codec.encode(new byte[] {1, -2, 3, -128, 127});

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 8, 9, 1000, 65536, 1 << 19})
    void bytesComeBack(int length) throws MalformedChunkException {
        byte[] bytes = new byte[length];
        SeededCases.check(1, random -> random.nextBytes(bytes));
        byte[] encoded = codec.encode(bytes);
        assertEquals(ByteChunkCodec.encodedLength(length), encoded.length);
        assertArrayEquals(bytes, codec.decode(encoded, length));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 1000, 65536})
    void whatAnArrayHeldBeforeLeavesNoTrace(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 3);
        byte[] used = new byte[ByteChunkCodec.encodedLength(length)];
        Arrays.fill(used, (byte) 0xff);
        codec.encode(bytes, used);
        assertArrayEquals(codec.encode(bytes), used);
        assertThrows(IllegalArgumentException.class, () -> codec.encode(bytes, new byte[used.length + 8]));
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, (1 << 19) + 1, Integer.MAX_VALUE})
    void aChunkHas1To524288Bytes(int length) {
        assertThrows(IllegalArgumentException.class, () -> ByteChunkCodec.encodedLength(length));
        assertThrows(IllegalArgumentException.class, () -> codec.decode(chunk, length));
    }

    @Test
    void everyFlippedBitOfTheFramingIsRefusedOrHarmless() {
        int first = chunk.length - 8 - 8;
        for (int bit = 0; bit < chunk.length * 8; bit++) {
            if (bit / 8 < first || bit / 8 >= first + 5) {
                byte[] flipped = chunk.clone();
                flipped[bit / 8] ^= (byte) (1 << bit % 8);
                requireRefusedOrEqual(flipped);
            }
        }
    }

    private void requireRefusedOrEqual(byte[] hostile) {
        try {
            assertArrayEquals(new byte[] {1, -2, 3, -128, 127}, codec.decode(hostile, 5));
        } catch (MalformedChunkException refused) {
            assertTrue(EnumSet.of(Reason.MALFORMED_CHUNK, Reason.WRONG_DTYPE, Reason.WRONG_SHAPE)
                    .contains(refused.reason()), refused.reason() + " for " + HexFormat.of().formatHex(hostile));
        }
    }

    @Test
    void everyTruncationIsTheWrongLength() {
        for (int length = 0; length < chunk.length; length++) {
            byte[] cut = Arrays.copyOf(chunk, length);
            assertEquals(Reason.WRONG_LENGTH,
                    assertThrows(MalformedChunkException.class, () -> codec.decode(cut, 5)).reason());
        }
    }

    @Test
    void anotherNumberOfBytesWithTheSamePaddedLengthIsTheWrongShape() {
        assertEquals(Reason.WRONG_SHAPE,
                assertThrows(MalformedChunkException.class, () -> codec.decode(chunk, 6)).reason());
    }

    /** The int type's table: 8 bits, not signed. */
    @Test
    void signedBytesAndOtherWidthsAreTheWrongType() {
        int reasons = 0;
        for (int at = 0; at < chunk.length - 16; at++) {
            for (int value : new int[] {1, 16, 32, 64}) {
                byte[] changed = chunk.clone();
                changed[at] = (byte) value;
                reasons += reason(changed) == Reason.WRONG_DTYPE ? 1 : 0;
            }
        }
        assertTrue(reasons >= 4, reasons + " changes of a byte make it another type");
    }

    private Reason reason(byte[] hostile) {
        try {
            codec.decode(hostile, 5);
            return Reason.NOT_FOUND;
        } catch (MalformedChunkException refused) {
            return refused.reason();
        }
    }

    @Test
    void aChunkOfFloatsOfTheSameLengthIsTheWrongType() {
        byte[] floats = new ChunkCodec().encode(new float[2000], 0, 2000);
        int bytes = 2000 * Float.BYTES - (ByteChunkCodec.encodedLength(8000) - floats.length);
        assertEquals(ByteChunkCodec.encodedLength(bytes), floats.length);
        assertEquals(Reason.WRONG_DTYPE,
                assertThrows(MalformedChunkException.class, () -> codec.decode(floats, bytes)).reason());
    }
}
