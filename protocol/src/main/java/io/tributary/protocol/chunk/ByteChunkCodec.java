package io.tributary.protocol.chunk;

/**
 * Turns a chunk's values, encoded into bytes by something else, into an Arrow IPC stream of one record batch (one non-null UInt8
 * column named {@code values}) and back. Safe for use by many threads; off-heap memory is bounded by one chunk a call and freed
 * before the call returns.
 */
public final class ByteChunkCodec {
    /** Most bytes of a chunk: more than any encoding needs. */
    public static final int MAX_BYTES = 1 << 19;

    /**
     * Length in bytes of the stream of {@code bytes} bytes, 1..2^19: it depends on nothing else.
     *
     * @throws IllegalArgumentException if no chunk has so many bytes
     */
    public static int encodedLength(int bytes) {
        if (bytes < 1 || bytes > MAX_BYTES) {
            throw new IllegalArgumentException("an encoded chunk has 1.." + MAX_BYTES + " bytes, not " + bytes);
        }
        return ChunkColumn.UINT8.encodedLength(bytes);
    }

    /**
     * Wraps all these bytes.
     *
     * @throws IllegalArgumentException if no chunk has so many
     */
    public byte[] encode(byte[] bytes) {
        byte[] encoded = new byte[encodedLength(bytes.length)];
        encode(bytes, encoded);
        return encoded;
    }

    /**
     * Wraps all these bytes into an array, which may hold another chunk: nothing is left of it.
     *
     * @param into {@link #encodedLength} bytes
     * @throws IllegalArgumentException if no chunk has so many, or the array has another length
     */
    public void encode(byte[] bytes, byte[] into) {
        encodedLength(bytes.length);
        ChunkFrame.of(ChunkColumn.UINT8, bytes.length).put(into).put(bytes);
    }

    /**
     * Unwraps exactly {@code length} bytes. Every length prefix is compared with what {@code length} implies before Arrow sees a
     * byte.
     *
     * @throws MalformedChunkException if the stream is not one of so many bytes
     * @throws IllegalArgumentException if no chunk has so many bytes
     */
    public byte[] decode(byte[] encoded, int length) throws MalformedChunkException {
        encodedLength(length);
        byte[] bytes = new byte[length];
        ArrowStream.read(ChunkColumn.UINT8, encoded, length, from -> from.get(bytes));
        return bytes;
    }
}
