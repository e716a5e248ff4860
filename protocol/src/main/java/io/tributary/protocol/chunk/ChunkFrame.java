package io.tributary.protocol.chunk;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The bytes before and after the values of a column, as Arrow writes them. They depend on the column and the number of values alone, so
 * that a chunk is written and read where it stands, with no copy in between. Immutable.
 */
final class ChunkFrame {
    private static final int END_MARK_BYTES = 8;
    private static final Map<ChunkColumn, ChunkFrame> LAST = new ConcurrentHashMap<>();
    private final ChunkColumn column;
    private final int values;
    private final byte[] head;
    private final byte[] tail;

    /** The frame of so many values. The last one is remembered: nearly all chunks of a model have the same length. */
    static ChunkFrame of(ChunkColumn column, int values) {
        ChunkFrame last = LAST.get(column);
        if (last != null && last.values == values) {
            return last;
        }
        ChunkFrame frame = new ChunkFrame(column, values);
        LAST.put(column, frame);
        return frame;
    }

    /** Learns the frame from Arrow, which writes as many zeros. */
    private ChunkFrame(ChunkColumn column, int values) {
        byte[] zeros = ArrowStream.write(column, values);
        this.column = column;
        this.values = values;
        this.head = Arrays.copyOf(zeros, zeros.length - END_MARK_BYTES - column.bodyLength(values));
        this.tail = Arrays.copyOfRange(zeros, head.length + column.bytes(values), zeros.length);
    }

    /**
     * Writes the frame, the padding of the values with it, and returns where the values belong: little-endian.
     *
     * @throws IllegalArgumentException if the array has another length than the stream
     */
    ByteBuffer put(byte[] into) {
        requireLength(into);
        System.arraycopy(head, 0, into, 0, head.length);
        System.arraycopy(tail, 0, into, into.length - tail.length, tail.length);
        return values(into);
    }

    private void requireLength(byte[] into) {
        if (into.length != column.encodedLength(values)) {
            throw new IllegalArgumentException("the stream of " + values + " values has "
                    + column.encodedLength(values) + " bytes, the array for it " + into.length);
        }
    }

    /** Whether this very frame is around the values of a stream; padding may differ, as it means nothing. */
    boolean isAround(byte[] encoded) {
        int end = encoded.length - END_MARK_BYTES;
        return encoded.length == column.encodedLength(values)
                && Arrays.equals(encoded, 0, head.length, head, 0, head.length)
                && Arrays.equals(encoded, end, encoded.length, tail, tail.length - END_MARK_BYTES, tail.length);
    }

    /** The values of a stream, where they stand: little-endian. */
    ByteBuffer values(byte[] encoded) {
        return ByteBuffer.wrap(encoded, head.length, column.bytes(values)).slice().order(ByteOrder.LITTLE_ENDIAN);
    }
}
