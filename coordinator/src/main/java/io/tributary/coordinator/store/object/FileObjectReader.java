package io.tributary.coordinator.store.object;

import io.tributary.coordinator.store.ObjectReader;
import io.tributary.coordinator.store.StoreException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Positional reads of one open file. A thread that is interrupted while it reads closes it for all. */
final class FileObjectReader implements ObjectReader {
    private final Path place;
    private final FileChannel file;
    private final long size;

    FileObjectReader(Path place, FileChannel file) throws IOException {
        this.place = place;
        this.file = file;
        this.size = file.size();
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void read(long position, ByteBuffer into) {
        try {
            for (long at = position; into.hasRemaining();) {
                int count = file.read(into, at);
                if (count < 0) {
                    throw new EOFException(into.remaining() + " bytes are missing at " + at + " of " + size);
                }
                at += count;
            }
        } catch (IOException failed) {
            throw new StoreException("reading object " + place, failed);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException failed) {
            throw new StoreException("closing object " + place, failed);
        }
    }
}
