package io.tributary.coordinator.store;

import java.nio.ByteBuffer;

/** An object being written. Used by one thread at a time. Closing without {@link #commit} leaves nothing behind. */
public interface ObjectWriter extends AutoCloseable {
    /** Appends bytes. */
    void append(ByteBuffer bytes);

    /** Makes the object durable and visible: fsync, atomic rename, directory fsync. Replaces an object of that name. */
    void commit();

    @Override
    void close();
}
