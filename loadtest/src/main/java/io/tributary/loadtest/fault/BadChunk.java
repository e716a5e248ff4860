package io.tributary.loadtest.fault;

import io.tributary.protocol.Reason;
import io.tributary.protocol.chunk.ChunkCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
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

/**
 * A chunk that must not enter a sum, and the reasons that it may be refused for.
 *
 * @param what is wrong with it
 * @param plain the encoded chunk before it is sealed
 * @param reasons one of these is right
 */
record BadChunk(String what, byte[] plain, Set<Reason> reasons) {
    private static final int METADATA = 304;
    private static final float BEYOND = 1e38f;

    /** Every kind, for chunks of this many values and a bound of 1. */
    static List<BadChunk> all(int values) throws IOException {
        List<BadChunk> bad = new ArrayList<>();
        for (int at : new int[] {0, values / 2, values - 1}) {
            for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
                bad.add(value(value, at, values, Reason.NOT_FINITE));
            }
            for (float value : new float[] {BEYOND, -BEYOND, Math.nextUp(1f), Float.MAX_VALUE}) {
                bad.add(value(value, at, values, Reason.OUT_OF_BOUND));
            }
        }
        bad.add(typed("float64", new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE), values / 2, values));
        bad.add(typed("float16", new ArrowType.FloatingPoint(FloatingPointPrecision.HALF), values * 2, values));
        bad.add(typed("int32", new ArrowType.Int(Integer.SIZE, true), values, values));
        for (long claim : new long[] {0, -1, values + 1L, Integer.MAX_VALUE, 1L << 62, Long.MIN_VALUE,
            Long.MAX_VALUE}) {
            bad.add(patched("a shape of " + claim + " values", values, claim, values));
            bad.add(patched("buffers of " + claim + " bytes", (long) values * Float.BYTES, claim, values));
        }
        bad.add(prefixed("a metadata length of 2 GiB", Integer.MAX_VALUE, values));
        bad.add(prefixed("a negative metadata length", -1, values));
        byte[] good = new ChunkCodec().encode(new float[values], 0, values);
        bad.add(new BadChunk("a chunk that ends early", Arrays.copyOf(good, good.length - 8),
                Set.of(Reason.WRONG_LENGTH)));
        bad.add(new BadChunk("a chunk with more behind it", Arrays.copyOf(good, good.length + 8),
                Set.of(Reason.TOO_LARGE)));
        return bad;
    }

    private static BadChunk value(float value, int at, int values, Reason reason) {
        float[] delta = new float[values];
        delta[at] = value;
        return new BadChunk(value + " at " + at, new ChunkCodec().encode(delta, 0, values), Set.of(reason));
    }

    /** Well-formed Arrow of another type, padded to the length that is right: what another implementation might send. */
    private static BadChunk typed(String name, ArrowType type, int count, int values) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long size = (long) values * Float.BYTES;
        try (BufferAllocator allocator = new RootAllocator();
                WriteChannel out = new WriteChannel(Channels.newChannel(bytes));
                ArrowBuf none = allocator.getEmpty();
                ArrowBuf body = allocator.buffer(size)) {
            body.setZero(0, size).writerIndex(size);
            MessageSerializer.serialize(out,
                    new Schema(List.of(new Field("values", FieldType.notNullable(type), List.of()))));
            try (ArrowRecordBatch batch = new ArrowRecordBatch(count, List.of(new ArrowFieldNode(count, 0)),
                    List.of(none, body))) {
                MessageSerializer.serialize(out, batch);
            }
            ArrowStreamWriter.writeEndOfStream(out, IpcOption.DEFAULT);
        }
        byte[] plain = Arrays.copyOf(bytes.toByteArray(), ChunkCodec.encodedLength(values));
        return new BadChunk("dtype " + name, plain, Set.of(Reason.WRONG_DTYPE));
    }

    /** A good chunk in whose metadata every long of one value says something else. */
    private static BadChunk patched(String what, long was, long claim, int values) {
        byte[] plain = new ChunkCodec().encode(new float[values], 0, values);
        ByteBuffer metadata = ByteBuffer.wrap(plain, 0, METADATA).order(ByteOrder.LITTLE_ENDIAN);
        int patches = 0;
        for (int at = 0; at + Long.BYTES <= METADATA - Long.BYTES; at += Integer.BYTES) {
            if (metadata.getLong(at) == was) {
                metadata.putLong(at, claim);
                patches++;
            }
        }
        if (patches == 0) {
            throw new IllegalStateException("no " + was + " in the metadata: chunks are encoded in another way now");
        }
        return new BadChunk(what, plain, Set.of(Reason.WRONG_SHAPE, Reason.MALFORMED_CHUNK));
    }

    private static BadChunk prefixed(String what, int length, int values) {
        byte[] plain = new ChunkCodec().encode(new float[values], 0, values);
        ByteBuffer.wrap(plain).order(ByteOrder.LITTLE_ENDIAN).putInt(Integer.BYTES, length);
        return new BadChunk(what, plain, Set.of(Reason.MALFORMED_CHUNK));
    }
}
