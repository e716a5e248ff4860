package io.tributary.protocol.chunk;

import io.tributary.protocol.parameters.Chunking;
import java.nio.FloatBuffer;
import java.util.Objects;
import org.apache.arrow.memory.util.MemoryUtil;

/**
 * Turns a chunk of float32 values into an Arrow IPC stream of one record batch (one non-null Float32 column named
 * {@code values}) and back. Safe for use by many threads; off-heap memory is bounded by one chunk a call and freed
 * before the call returns.
 */
public final class ChunkCodec {
    /**
     * The module of Arrow's code that reaches into the JDK's direct buffers: the JVM must open {@code java.base/java.nio} to it. Loads and
     * starts nothing of Arrow.
     */
    public static Module memoryModule() {
        return MemoryUtil.class.getModule();
    }

    /**
     * Length in bytes of an encoded chunk of {@code values} values, 1..2^16: it depends on nothing else.
     *
     * @throws IllegalArgumentException if no chunk has so many values
     */
    public static int encodedLength(int values) {
        if (values < 1 || values > Chunking.CHUNK_VALUES) {
            throw new IllegalArgumentException("a chunk has 1.." + Chunking.CHUNK_VALUES + " values, not " + values);
        }
        return ChunkColumn.FLOAT32.encodedLength(values);
    }

    /**
     * Encodes {@code values[offset .. offset + length)}.
     *
     * @throws IllegalArgumentException if no chunk has {@code length} values
     * @throws IndexOutOfBoundsException if the range is not within the array
     */
    public byte[] encode(float[] values, int offset, int length) {
        byte[] encoded = new byte[encodedLength(length)];
        encode(values, offset, length, encoded);
        return encoded;
    }

    /**
     * Encodes {@code values[offset .. offset + length)} into an array, which may hold another chunk: nothing is left of it, and nothing
     * else is copied.
     *
     * @param into {@link #encodedLength} bytes
     * @throws IllegalArgumentException if no chunk has {@code length} values, or the array has another length
     * @throws IndexOutOfBoundsException if the range is not within the array
     */
    public void encode(float[] values, int offset, int length, byte[] into) {
        encodedLength(length);
        Objects.checkFromIndexSize(offset, length, values.length);
        ChunkFrame.of(ChunkColumn.FLOAT32, length).put(into).asFloatBuffer().put(values, offset, length);
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
        encodedLength(length);
        ArrowStream.read(ChunkColumn.FLOAT32, encoded, length, bytes -> into.put(bytes.asFloatBuffer()));
    }
}
