package io.tributary.protocol.chunk;

/**
 * Turns a chunk of float32 values into an Arrow IPC stream of one record batch (one non-null Float32 column named
 * {@code values}) and back. Safe for use by many threads; off-heap memory is bounded by one chunk a call and freed
 * before the call returns.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class ChunkCodec {
    /** Length in bytes of an encoded chunk of {@code values} values, 1..2^16: it depends on nothing else. */
    public static int encodedLength(int values) {
        throw new AssertionError("draft");
    }

    /** Encodes {@code values[offset .. offset + length)}. */
    public byte[] encode(float[] values, int offset, int length) {
        throw new AssertionError("draft");
    }

    /**
     * Decodes a chunk of exactly {@code length} values into {@code into[offset .. offset + length)}. Every length prefix is
     * compared with what {@code length} implies before Arrow sees a byte.
     *
     * @throws MalformedChunkException if the bytes are not such a chunk; {@code into} is then unchanged
     */
    public void decode(byte[] encoded, float[] into, int offset, int length) throws MalformedChunkException {
        throw new AssertionError("draft");
    }
}
