package io.tributary.protocol.chunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import java.util.List;
import java.util.Map;
import org.apache.arrow.flatbuf.CompressionType;
import org.apache.arrow.vector.compression.NoCompressionCodec;
import org.apache.arrow.vector.ipc.message.ArrowBodyCompression;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;

/** Each stream is well-formed Arrow, and wrong in one way. */
class ChunkFramingTest {
    private static final Schema RIGHT = new Schema(List.of(ArrowStreams.column("values", ArrowStreams.FLOAT32)));

    @Test
    void theRightKindPasses() throws MalformedChunkException {
        ChunkFraming.check(ChunkColumn.FLOAT32, ArrowStreams.stream(RIGHT, 4, 0, 0, 16), 4);
    }

    @Test
    void otherTypesAreTheWrongDtype() {
        assertDtype(new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE), 2);
        assertDtype(new ArrowType.FloatingPoint(FloatingPointPrecision.HALF), 8);
        assertDtype(new ArrowType.Int(32, true), 4);
        assertDtype(ArrowType.Utf8.INSTANCE, 4);
    }

    private static void assertDtype(ArrowType type, int length) {
        byte[] stream = ArrowStreams.stream(new Schema(List.of(ArrowStreams.column("values", type))), length, 0, 0, 16);
        refused(Reason.WRONG_DTYPE, "is expected", stream, 4);
    }

    @Test
    void aDoubleChunkOfTheSameLengthInBytesIsTheWrongDtypeForTheCodecToo() {
        Schema doubles = new Schema(
                List.of(ArrowStreams.column("values", new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE))));
        byte[] stream = ArrowStreams.stream(doubles, 2, 0, 0, 16);
        assertEquals(ChunkCodec.encodedLength(4), stream.length);
        MalformedChunkException refused = assertThrows(MalformedChunkException.class,
                () -> new ChunkCodec().decode(stream, new float[4], 0, 4));
        assertEquals(Reason.WRONG_DTYPE, refused.reason());
    }

    @Test
    void anotherNumberOfValuesIsTheWrongShape() {
        refused(Reason.WRONG_SHAPE, "8 values; 7 are expected", ArrowStreams.stream(RIGHT, 8, 0, 0, 32), 7);
    }

    @Test
    void aChunkOfAnotherLengthIsTheWrongLength() {
        byte[] nine = new ChunkCodec().encode(new float[9], 0, 9);
        MalformedChunkException refused = assertThrows(MalformedChunkException.class,
                () -> new ChunkCodec().decode(nine, new float[8], 0, 8));
        assertEquals(Reason.WRONG_LENGTH, refused.reason());
        assertEquals("a chunk of 8 values has 336 bytes, not 344", refused.getMessage());
    }

    @Test
    void nullsAreRefused() {
        malformed("has nulls", ArrowStreams.stream(RIGHT, 4, 1, 0, 16));
        malformed("is nullable", ArrowStreams.stream(new Schema(List.of(ArrowStreams.nullable())), 4, 0, 0, 16));
    }

    @Test
    void aValidityBitmapAndSurplusOrShortBuffersAreRefused() {
        malformed("body of 16 bytes", ArrowStreams.stream(RIGHT, 4, 0, 8, 16));
        malformed("validity buffer must be empty", ArrowStreams.stream(RIGHT, 4, 0, 8, 8));
        malformed("must stand at 0", ArrowStreams.stream(RIGHT, 4, 0, 0, 12));
        malformed("2 buffers", ArrowStreams.stream(RIGHT, 4, 0, 0, 16, 0));
        malformed("2 buffers", ArrowStreams.stream(RIGHT, 4, 0, 16));
    }

    @Test
    void compressionIsRefused() {
        ArrowBodyCompression zstd = new ArrowBodyCompression(CompressionType.ZSTD,
                NoCompressionCodec.DEFAULT_BODY_COMPRESSION.getMethod());
        malformed("compressed", ArrowStreams.stream(RIGHT, 4, 0, zstd, 1, 0, 16));
    }

    @Test
    void dictionariesAreRefused() {
        malformed("dictionary-encoded",
                ArrowStreams.stream(new Schema(List.of(ArrowStreams.dictionaryEncoded())), 4, 0, 0, 16));
    }

    @Test
    void oneColumnNamedValuesIsExpected() {
        Field column = ArrowStreams.column("values", ArrowStreams.FLOAT32);
        malformed("columns in the schema: 1 is expected, not 2",
                ArrowStreams.stream(new Schema(List.of(column, column)), 4, 0, 0, 8, 0, 8));
        malformed("columns in the schema: 1 is expected, not 0", ArrowStreams.stream(new Schema(List.of()), 4, 0, 16));
        malformed("not named 'values'", ArrowStreams
                .stream(new Schema(List.of(ArrowStreams.column("value", ArrowStreams.FLOAT32))), 4, 0, 0, 16));
    }

    @Test
    void metadataIsRefused() {
        malformed("carries metadata",
                ArrowStreams.stream(new Schema(RIGHT.getFields(), Map.of("pandas", "{}")), 4, 0, 0, 16));
    }

    @Test
    void oneBatchAndThenTheEndIsExpected() {
        ArrowBodyCompression plain = NoCompressionCodec.DEFAULT_BODY_COMPRESSION;
        malformed("end mark", ArrowStreams.stream(RIGHT, 4, 0, plain, 2, 0, 16));
        malformed("metadata length", ArrowStreams.stream(RIGHT, 4, 0, plain, 0, 0, 16));
    }

    @Test
    void aRefusalOfAChunkBecomesTheSameRefusalWithItsPlace() {
        RejectedException refused = new MalformedChunkException(Reason.WRONG_SHAPE, "9 values").in("chunk 3");
        assertEquals(Reason.WRONG_SHAPE, refused.reason());
        assertEquals("chunk 3: 9 values", refused.detail());
        assertEquals(Reason.MALFORMED_CHUNK, new MalformedChunkException("x").reason());
    }

    private static void malformed(String part, byte[] stream) {
        refused(Reason.MALFORMED_CHUNK, part, stream, 4);
    }

    private static void refused(Reason reason, String part, byte[] stream, int length) {
        MalformedChunkException refused = assertThrows(MalformedChunkException.class,
                () -> ChunkFraming.check(ChunkColumn.FLOAT32, stream, length));
        assertTrue(refused.getMessage().contains(part), refused.getMessage());
        assertEquals(reason, refused.reason(), refused.getMessage());
    }
}
