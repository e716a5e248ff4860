package io.tributary.coordinator.store.object.s3;

import io.tributary.coordinator.store.StoreException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file of this process for the bytes of a partial object from a position on. It is gone when it is closed: it has no name once it is open,
 * where the system allows that. Used by one thread. Throws {@link StoreException} if the disk breaks.
 */
final class Scratch implements AutoCloseable {
    private final long base;
    private final FileChannel file;
    private long end;

    /** An empty file, whose first byte is that of a position in the partial object. */
    Scratch(Path directory, long base) {
        this.base = base;
        this.end = base;
        try {
            Path place = Files.createTempFile(directory, "part", "");
            this.file = FileChannel.open(place, StandardOpenOption.READ, StandardOpenOption.WRITE,
                    StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException failed) {
            throw new StoreException("making a file in " + directory, failed);
        }
    }

    /** Makes the directory, and removes what a killed process left there. */
    static Path clean(Path directory) {
        try {
            Files.createDirectories(directory);
            try (var left = Files.newDirectoryStream(directory, "part*")) {
                for (Path file : left) {
                    Files.deleteIfExists(file);
                }
            }
            return directory;
        } catch (IOException failed) {
            throw new StoreException("cleaning the directory " + directory + " of parts that are gathered", failed);
        }
    }

    long base() {
        return base;
    }

    void append(ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining()) {
                end += file.write(bytes, end - base);
            }
        } catch (IOException failed) {
            throw new StoreException("gathering a part", failed);
        }
    }

    void truncate(long size) {
        try {
            file.truncate(size - base);
            end = size;
        } catch (IOException failed) {
            throw new StoreException("cutting a part", failed);
        }
    }

    /** Fills {@code into} from a position in the partial object. */
    void read(long position, ByteBuffer into) {
        try {
            for (long at = position - base; into.hasRemaining();) {
                int count = file.read(into, at);
                if (count < 0) {
                    throw new EOFException(into.remaining() + " bytes are missing");
                }
                at += count;
            }
        } catch (IOException failed) {
            throw new StoreException("reading a part that is gathered", failed);
        }
    }

    /** The bytes from a position to the end. */
    S3Body from(long position) {
        return new S3Body(end - position, () -> new Range(position, end));
    }

    private final class Range extends InputStream {
        private final long last;
        private long at;

        Range(long first, long last) {
            this.at = first;
            this.last = last;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            int count = (int) Math.min(length, last - at);
            if (count <= 0) {
                return length == 0 ? 0 : -1;
            }
            Scratch.this.read(at, ByteBuffer.wrap(into, offset, count));
            at += count;
            return count;
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException failed) {
            throw new StoreException("closing a part that is gathered", failed);
        }
    }
}
