package io.tributary.protocol.chunk;

import io.tributary.protocol.Reason;
import io.tributary.protocol.parameters.Chunking;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Objects;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.ipc.ReadChannel;
import org.apache.arrow.vector.ipc.WriteChannel;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.ipc.message.IpcOption;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.arrow.vector.util.ByteArrayReadableSeekableByteChannel;

/**
 * Turns a chunk of float32 values into an Arrow IPC stream of one record batch (one non-null Float32 column named
 * {@code values}) and back. Safe for use by many threads; off-heap memory is bounded by one chunk a call and freed
 * before the call returns.
 */
public final class ChunkCodec {
    private static final Schema SCHEMA = new Schema(List.of(new Field(ChunkFraming.COLUMN,
            FieldType.notNullable(new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE)), null)));
    /** Bytes around the body: the schema message, the batch's metadata and the end mark. None depends on the values. */
    private static final int FRAMING = 304;

    /**
     * Length in bytes of an encoded chunk of {@code values} values, 1..2^16: it depends on nothing else.
     *
     * @throws IllegalArgumentException if no chunk has so many values
     */
    public static int encodedLength(int values) {
        if (values < 1 || values > Chunking.CHUNK_VALUES) {
            throw new IllegalArgumentException("a chunk has 1.." + Chunking.CHUNK_VALUES + " values, not " + values);
        }
        return FRAMING + ChunkFraming.bodyLength(values);
    }

    /**
     * Encodes {@code values[offset .. offset + length)}.
     *
     * @throws IllegalArgumentException if no chunk has {@code length} values
     * @throws IndexOutOfBoundsException if the range is not within the array
     */
    public byte[] encode(float[] values, int offset, int length) {
        FixedChannel encoded = new FixedChannel(encodedLength(length));
        Objects.checkFromIndexSize(offset, length, values.length);
        try (BufferAllocator allocator = allocator(length);
                ArrowBuf none = allocator.getEmpty();
                ArrowBuf data = allocator.buffer((long) length * Float.BYTES)) {
            floats(data, length).put(values, offset, length);
            data.writerIndex((long) length * Float.BYTES);
            try (ArrowRecordBatch batch = new ArrowRecordBatch(length, List.of(new ArrowFieldNode(length, 0)),
                    List.of(none, data)); WriteChannel out = new WriteChannel(encoded)) {
                MessageSerializer.serialize(out, SCHEMA);
                MessageSerializer.serialize(out, batch);
                ArrowStreamWriter.writeEndOfStream(out, IpcOption.DEFAULT);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory failed", impossible);
        }
        return encoded.bytes();
    }

    /**
     * Decodes a chunk of exactly {@code length} values into {@code into[offset .. offset + length)}. Every length prefix is
     * compared with what {@code length} implies before Arrow sees a byte.
     *
     * @throws MalformedChunkException if the bytes are not such a chunk; {@code into} is then unchanged
     * @throws IllegalArgumentException if no chunk has {@code length} values
     * @throws IndexOutOfBoundsException if the range is not within the array
     */
    public void decode(byte[] encoded, float[] into, int offset, int length) throws MalformedChunkException {
        Objects.checkFromIndexSize(offset, length, into.length);
        decode(encoded, FloatBuffer.wrap(into, offset, length));
    }

    /**
     * Decodes a chunk of exactly {@code into.remaining()} values and advances {@code into} to its limit.
     *
     * @throws MalformedChunkException if the bytes are not such a chunk; {@code into} is then unchanged
     * @throws IllegalArgumentException if no chunk has so many values
     */
    public void decode(byte[] encoded, FloatBuffer into) throws MalformedChunkException {
        int length = into.remaining();
        if (encoded.length != encodedLength(length)) {
            throw new MalformedChunkException(Reason.WRONG_LENGTH, "a chunk of " + length + " values has "
                    + encodedLength(length) + " bytes, not " + encoded.length);
        }
        ChunkFraming.check(encoded, length);
        try (BufferAllocator allocator = allocator(length);
                ReadChannel in = new ReadChannel(new ByteArrayReadableSeekableByteChannel(encoded))) {
            MessageSerializer.deserializeSchema(in);
            try (ArrowRecordBatch batch = MessageSerializer.deserializeRecordBatch(in, allocator)) {
                into.put(floats(batch.getBuffers().get(1), length));
            }
        } catch (IOException malformed) {
            throw new MalformedChunkException("not an Arrow stream: " + malformed.getMessage());
        }
    }

    private static FloatBuffer floats(ArrowBuf data, int length) {
        return data.nioBuffer(0, length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    }

    /** Arrow rounds an allocation up to a power of two, so the body of one chunk never needs more than this. */
    static BufferAllocator allocator(int values) {
        return new RootAllocator(Integer.highestOneBit(ChunkFraming.bodyLength(values) - 1) * 2L);
    }
}
