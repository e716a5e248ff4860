package io.tributary.protocol.chunk;

import io.tributary.protocol.Reason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Walks the encapsulated messages of an encoded chunk (Arrow columnar format, "IPC Streaming Format") and holds every
 * length, offset and type against what the number of values implies. Arrow's own reader trusts them: it allocates what a
 * length prefix says.
 */
final class ChunkFraming {
    private static final int CONTINUATION = -1;
    private static final int ALIGNMENT = 8;
    private static final int VERSION_5 = 4;
    private static final int SCHEMA = 1;
    private static final int RECORD_BATCH = 3;
    private static final int PAIR = 2 * Long.BYTES;

    private final ChunkColumn column;
    private final ByteBuffer stream;
    private final int values;
    private final int bodyLength;

    private ChunkFraming(ChunkColumn column, byte[] encoded, int values) {
        this.column = column;
        this.stream = ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN);
        this.values = values;
        this.bodyLength = column.bodyLength(values);
    }

    /** Passes only the stream of one record batch with {@code values} non-null values in one such column. */
    static void check(ChunkColumn column, byte[] encoded, int values) throws MalformedChunkException {
        ChunkFraming framing = new ChunkFraming(column, encoded, values);
        framing.checkSchema();
        framing.checkBatch();
        framing.checkEnd();
    }

    private void checkSchema() throws MalformedChunkException {
        FlatTable schema = header(SCHEMA, 0, "the schema message");
        require(schema.shortInt(0) == 0, "the schema is big-endian; little-endian is expected");
        require(none(schema, 2) && none(schema, 3), "the schema carries metadata or features; none are expected");
        FlatTable only = schema.only(1, "columns in the schema");
        column.checkType(only);
        String name = StandardCharsets.UTF_8.decode(only.vector(0, 1)).toString();
        require(name.equals(ChunkColumn.NAME), "the column is not named '" + ChunkColumn.NAME + "'");
        require(only.unsignedByte(1) == 0, "the column is nullable; a non-null one is expected");
        require(!only.has(4), "the column is dictionary-encoded; plain values are expected");
        require(none(only, 5) && none(only, 6), "the column has children or metadata; none are expected");
    }

    private void checkBatch() throws MalformedChunkException {
        FlatTable batch = header(RECORD_BATCH, bodyLength, "the record batch message");
        require(!batch.has(3), "the body is compressed; plain values are expected");
        require(none(batch, 4), "the batch has variadic buffers; none are expected");
        checkLength(batch.longInt(0), "the batch");
        ByteBuffer nodes = batch.vector(1, PAIR);
        require(nodes.remaining() == PAIR, "the batch must have 1 field node");
        checkLength(nodes.getLong(0), "the column");
        require(nodes.getLong(Long.BYTES) == 0, "the column has nulls; none are expected");
        checkBuffers(batch.vector(2, PAIR));
        stream.position(stream.position() + bodyLength);
    }

    private void checkLength(long length, String of) throws MalformedChunkException {
        if (length != values) {
            throw new MalformedChunkException(Reason.WRONG_SHAPE,
                    of + " has " + length + " values; " + values + " are expected");
        }
    }

    /** An empty validity bitmap, because there are no nulls, and the values from the start of the body on. */
    private void checkBuffers(ByteBuffer buffers) throws MalformedChunkException {
        require(buffers.remaining() == 2 * PAIR, "the batch must have 2 buffers");
        require(buffers.getLong(0) == 0 && buffers.getLong(Long.BYTES) == 0, "the validity buffer must be empty");
        require(buffers.getLong(PAIR) == 0 && buffers.getLong(PAIR + Long.BYTES) == column.bytes(values),
                "the values must stand at 0 with " + column.bytes(values) + " bytes");
    }

    private void checkEnd() throws MalformedChunkException {
        require(stream.remaining() == 2 * Integer.BYTES && stream.getInt() == CONTINUATION && stream.getInt() == 0,
                "the stream must end with its end mark after one record batch");
    }

    /** Steps over one message's prefix and metadata, and gives the table that it is about. */
    private FlatTable header(int type, int body, String name) throws MalformedChunkException {
        require(stream.remaining() >= 2 * Integer.BYTES, name + " is missing");
        require(stream.getInt() == CONTINUATION, name + " does not begin with the continuation mark");
        int length = stream.getInt();
        require(length >= 0 && length % ALIGNMENT == 0 && length <= stream.remaining() - body,
                name + " has a metadata length of " + length + " with " + stream.remaining() + " bytes left");
        FlatTable message = FlatTable.root(stream.slice(stream.position(), length));
        stream.position(stream.position() + length);
        require(message.shortInt(0) == VERSION_5, name + " is not of metadata version 5");
        require(message.unsignedByte(1) == type, name + " is of another kind");
        require(message.longInt(3) == body, name + " must have a body of " + body + " bytes");
        require(none(message, 4), name + " carries metadata; none is expected");
        return message.table(2, name + "'s header");
    }

    /** Whether a vector is absent or empty. */
    private static boolean none(FlatTable table, int field) throws MalformedChunkException {
        return !table.vector(field, 1).hasRemaining();
    }

    private static void require(boolean holds, String message) throws MalformedChunkException {
        if (!holds) {
            throw new MalformedChunkException(message);
        }
    }
}
