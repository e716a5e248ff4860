package io.tributary.client.internal.state;

import io.tributary.client.internal.state.StateIndex.Vector;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.parameters.Chunking;
import io.tributary.secureagg.file.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A vector on disk: blocks of 2^16 little-endian float32, each sealed, and bound to its place. Any bits come back as they were, NaN
 * as well.
 */
final class VectorFile {
    private final Path file;
    private final Chunking blocks;
    private final StateSeal seal;

    VectorFile(Path directory, String name, Vector vector, StateSeal seal) {
        this.file = directory.resolve(vector.file());
        this.blocks = new Chunking(vector.length());
        this.seal = seal.of(name + " " + vector.file());
    }

    /** Writes a new file, and fsyncs it. */
    void write(float[] values) throws IOException {
        try (FileChannel channel = Disk.REAL.create(file)) {
            for (int block = 0; block < blocks.count(); block++) {
                byte[] plain = new byte[blocks.length(block) * Float.BYTES];
                floats(plain).put(values, blocks.offset(block), blocks.length(block));
                Disk.REAL.write(channel, ByteBuffer.wrap(place(block).seal(plain)));
            }
            Disk.REAL.sync(channel);
        }
    }

    /** The values. @throws RejectedException if the file is missing, cut off, or not the one that was written */
    float[] read() throws IOException, RejectedException {
        if (!Files.exists(file) || Files.size(file) != length()) {
            throw new RejectedException(Reason.WRONG_LENGTH, file + " is missing or cut off: it must have " + length()
                    + " bytes, sealed, of " + blocks.values() + " values");
        }
        float[] values = new float[blocks.values()];
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            for (int block = 0; block < blocks.count(); block++) {
                byte[] plain = place(block).open(next(channel, block));
                floats(plain).get(values, blocks.offset(block), blocks.length(block));
            }
        }
        return values;
    }

    private byte[] next(FileChannel channel, int block) throws IOException {
        ByteBuffer sealed = ByteBuffer.allocate(blocks.length(block) * Float.BYTES + StateSeal.OVERHEAD);
        while (sealed.hasRemaining()) {
            if (channel.read(sealed) < 0) {
                throw new IOException(file + " became shorter while it was read");
            }
        }
        return sealed.array();
    }

    private long length() {
        return (long) blocks.values() * Float.BYTES + (long) blocks.count() * StateSeal.OVERHEAD;
    }

    private StateSeal place(int block) {
        return seal.of(block + "/" + blocks.count());
    }

    private static FloatBuffer floats(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    }
}
