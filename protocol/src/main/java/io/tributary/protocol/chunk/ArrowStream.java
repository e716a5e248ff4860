package io.tributary.protocol.chunk;

import io.tributary.protocol.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.Consumer;
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
import org.apache.arrow.vector.util.ByteArrayReadableSeekableByteChannel;

/** Writes and reads the Arrow IPC stream of one record batch with one non-null column. */
final class ArrowStream {
    private ArrowStream() {}

    /** Writes as many zeros. */
    static byte[] write(ChunkColumn column, int values) {
        FixedChannel encoded = new FixedChannel(column.encodedLength(values));
        try (BufferAllocator allocator = allocator(column, values);
                ArrowBuf none = allocator.getEmpty();
                ArrowBuf data = allocator.buffer(column.bytes(values))) {
            data.setZero(0, column.bytes(values));
            data.writerIndex(column.bytes(values));
            try (ArrowRecordBatch batch = new ArrowRecordBatch(values, List.of(new ArrowFieldNode(values, 0)),
                    List.of(none, data)); WriteChannel out = new WriteChannel(encoded)) {
                MessageSerializer.serialize(out, column.schema());
                MessageSerializer.serialize(out, batch);
                ArrowStreamWriter.writeEndOfStream(out, IpcOption.DEFAULT);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory failed", impossible);
        }
        return encoded.bytes();
    }

    /**
     * Gives the bytes of exactly {@code values} values to {@code take}, in a little-endian buffer. Every length prefix is compared
     * with what their number implies before Arrow sees a byte. What has the frame that this side writes is read where it stands.
     */
    static void read(ChunkColumn column, byte[] encoded, int values, Consumer<ByteBuffer> take)
            throws MalformedChunkException {
        if (encoded.length != column.encodedLength(values)) {
            throw new MalformedChunkException(Reason.WRONG_LENGTH, "a chunk of " + values + " values has "
                    + column.encodedLength(values) + " bytes, not " + encoded.length);
        }
        ChunkFrame usual = ChunkFrame.of(column, values);
        if (usual.isAround(encoded)) {
            take.accept(usual.values(encoded));
        } else {
            readForeign(column, encoded, values, take);
        }
    }

    /** What others wrote may be framed otherwise. */
    private static void readForeign(ChunkColumn column, byte[] encoded, int values, Consumer<ByteBuffer> take)
            throws MalformedChunkException {
        ChunkFraming.check(column, encoded, values);
        try (BufferAllocator allocator = allocator(column, values);
                ReadChannel in = new ReadChannel(new ByteArrayReadableSeekableByteChannel(encoded))) {
            MessageSerializer.deserializeSchema(in);
            try (ArrowRecordBatch batch = MessageSerializer.deserializeRecordBatch(in, allocator)) {
                take.accept(view(column, batch.getBuffers().get(1), values));
            }
        } catch (IOException malformed) {
            throw new MalformedChunkException("not an Arrow stream: " + malformed.getMessage());
        }
    }

    private static ByteBuffer view(ChunkColumn column, ArrowBuf data, int values) {
        return data.nioBuffer(0, column.bytes(values)).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Arrow rounds an allocation up to a power of two, so the body of one chunk never needs more than this. */
    static BufferAllocator allocator(ChunkColumn column, int values) {
        return new RootAllocator(Integer.highestOneBit(column.bodyLength(values) - 1) * 2L);
    }
}
