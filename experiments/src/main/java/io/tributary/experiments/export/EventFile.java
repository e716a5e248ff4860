package io.tributary.experiments.export;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * A file of TensorBoard's events: records of TFRecord (length and data, each with a masked CRC-32C), each an {@code Event} of TensorFlow's
 * {@code event.proto} in protocol buffers. Used by one thread.
 */
final class EventFile implements AutoCloseable {
    /** Numbers of fields: {@code Event}, {@code Summary}, {@code Summary.Value}. */
    private static final int WALL_TIME = 1;
    private static final int STEP = 2;
    private static final int FILE_VERSION = 3;
    private static final int SUMMARY = 5;
    private static final int VALUE = 1;
    private static final int TAG = 1;
    private static final int SIMPLE_VALUE = 2;
    private static final int MASK = 0xa282ead8;
    private static final int TURN = 15;

    private final OutputStream out;

    /** Makes the file, which must not be there, and writes its version. */
    EventFile(Path file, double seconds) throws IOException {
        out = Channels.newOutputStream(
                FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        record(message(event -> {
            event.writeDouble(WALL_TIME, seconds);
            event.writeString(FILE_VERSION, "brain.Event:2");
        }));
    }

    /** What a message has. */
    @FunctionalInterface
    private interface Fields {
        void write(CodedOutputStream out) throws IOException;
    }

    /** Writes numbers of a step; a reader sees all of them or none. */
    void scalars(double seconds, long step, Map<String, Double> values) throws IOException {
        byte[] summary = message(all -> {
            for (Map.Entry<String, Double> one : values.entrySet()) {
                all.writeByteArray(VALUE, message(value -> {
                    value.writeString(TAG, one.getKey());
                    value.writeFloat(SIMPLE_VALUE, one.getValue().floatValue());
                }));
            }
        });
        record(message(event -> {
            event.writeDouble(WALL_TIME, seconds);
            event.writeInt64(STEP, step);
            event.writeByteArray(SUMMARY, summary);
        }));
    }

    private static byte[] message(Fields fields) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream coded = CodedOutputStream.newInstance(bytes);
        fields.write(coded);
        coded.flush();
        return bytes.toByteArray();
    }

    private void record(byte[] data) throws IOException {
        byte[] length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(data.length).array();
        ByteBuffer record =
                ByteBuffer.allocate(Long.BYTES + 2 * Integer.BYTES + data.length).order(ByteOrder.LITTLE_ENDIAN);
        record.put(length).putInt(masked(length)).put(data).putInt(masked(data));
        out.write(record.array());
        out.flush();
    }

    private static int masked(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return Integer.rotateRight((int) crc.getValue(), TURN) + MASK;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
