package io.tributary.experiments.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** An open file of weights, read at any place. One thread. */
final class WeightsInput {
    private static final int PIECE = 1 << 16;

    private final Path file;
    private final FileChannel channel;
    private final long size;
    private final ByteBuffer piece = ByteBuffer.allocate(PIECE * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);

    WeightsInput(Path file, FileChannel channel) throws IOException {
        this.file = file;
        this.channel = channel;
        this.size = channel.size();
    }

    long size() {
        return size;
    }

    /** What is wrong with the file. */
    WeightsException wrong(String what) {
        return new WeightsException(file + ": " + what);
    }

    byte[] bytes(long position, int length) throws IOException, WeightsException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        fill(bytes, position);
        return bytes.array();
    }

    /** Reads so many values into an array, from an offset on. */
    void floats(long position, float[] into, int offset, int count) throws IOException, WeightsException {
        for (int done = 0; done < count; done += PIECE) {
            int step = Math.min(PIECE, count - done);
            fill(piece.clear().limit(step * Float.BYTES), position + (long) done * Float.BYTES);
            piece.flip().asFloatBuffer().get(into, offset + done, step);
        }
    }

    private void fill(ByteBuffer bytes, long position) throws IOException, WeightsException {
        long at = position;
        while (bytes.hasRemaining()) {
            int count = channel.read(bytes, at);
            if (count < 0) {
                throw wrong("was cut short while it was read");
            }
            at += count;
        }
    }
}
