package io.tributary.coordinator.store.object;

import io.tributary.secureagg.file.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Writes a file from its end on, and syncs it each time that many bytes came: however long it grows, the sync at its end is short, and
 * so is what others wait for who sync on the same disk meanwhile. Used by one thread.
 */
final class SyncedWrites {
    /** Most bytes that are not synced: what a disk of 10 MB/s takes in 14 seconds. */
    static final int STRETCH = 128 << 20;

    private final Disk disk;
    private final FileChannel file;
    private long pending;

    SyncedWrites(Disk disk, FileChannel file) {
        this.disk = disk;
        this.file = file;
    }

    /** Writes all bytes. */
    void append(ByteBuffer bytes) throws IOException {
        pending += bytes.remaining();
        disk.write(file, bytes);
        if (pending >= STRETCH) {
            disk.sync(file);
            pending = 0;
        }
    }
}
