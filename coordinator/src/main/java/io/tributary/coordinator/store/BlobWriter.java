package io.tributary.coordinator.store;

import java.nio.ByteBuffer;

/** A blob being written. Used by one thread at a time. Closing without {@link #commit} leaves nothing behind. */
public interface BlobWriter extends AutoCloseable {
    /** Appends bytes. */
    void append(ByteBuffer bytes);

    /** Makes the blob durable and visible: fsync, atomic rename, directory fsync. Replaces a blob of that name. */
    void commit();

    @Override
    void close();
}
