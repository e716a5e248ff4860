package io.tributary.protocol.chunk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.compression.NoCompressionCodec;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.ipc.WriteChannel;
import org.apache.arrow.vector.ipc.message.ArrowBodyCompression;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.ipc.message.IpcOption;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/** Well-formed Arrow streams of every wrong kind, as another implementation might send them. */
final class ArrowStreams {
    static final ArrowType FLOAT32 = new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);

    private ArrowStreams() {}

    static Field column(String name, ArrowType type) {
        return new Field(name, FieldType.notNullable(type), List.of());
    }

    static Field nullable() {
        return new Field("values", FieldType.nullable(FLOAT32), List.of());
    }

    static Field dictionaryEncoded() {
        return new Field("values", new FieldType(false, FLOAT32, new DictionaryEncoding(1, false, null)), List.of());
    }

    /** A stream with this schema and one batch that claims a length and nulls, with buffers of these sizes. */
    static byte[] stream(Schema schema, int length, int nulls, long... buffers) {
        return stream(schema, length, nulls, NoCompressionCodec.DEFAULT_BODY_COMPRESSION, 1, buffers);
    }

    static byte[] stream(Schema schema, int length, int nulls, ArrowBodyCompression compression, int batches,
            long... buffers) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (BufferAllocator allocator = new RootAllocator();
                WriteChannel out = new WriteChannel(Channels.newChannel(bytes))) {
            MessageSerializer.serialize(out, schema);
            List<ArrowFieldNode> nodes = schema.getFields().stream().map(field -> new ArrowFieldNode(length, nulls))
                    .toList();
            for (int batch = 0; batch < batches; batch++) {
                writeBatch(out, allocator, length, nodes, compression, buffers);
            }
            ArrowStreamWriter.writeEndOfStream(out, IpcOption.DEFAULT);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        return bytes.toByteArray();
    }

    private static void writeBatch(WriteChannel out, BufferAllocator allocator, int length, List<ArrowFieldNode> nodes,
            ArrowBodyCompression compression, long... sizes) throws IOException {
        List<ArrowBuf> buffers = java.util.Arrays.stream(sizes).mapToObj(size -> zeros(allocator, size)).toList();
        try (ArrowRecordBatch batch = new ArrowRecordBatch(length, nodes, buffers, compression)) {
            MessageSerializer.serialize(out, batch);
        } finally {
            buffers.forEach(ArrowBuf::close);
        }
    }

    private static ArrowBuf zeros(BufferAllocator allocator, long size) {
        ArrowBuf buffer = allocator.buffer(size);
        buffer.setZero(0, size);
        return buffer.writerIndex(size);
    }
}
