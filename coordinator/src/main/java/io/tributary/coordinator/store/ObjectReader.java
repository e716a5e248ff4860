package io.tributary.coordinator.store;

import java.nio.ByteBuffer;

/**
 * A committed object. Thread-safe for reads; the bytes never change. Once the object is replaced or deleted, reads give its bytes still or
 * fail with {@link StoreException}, as the store does; never another's.
 */
public interface ObjectReader extends AutoCloseable {
    /** Length in bytes. */
    long size();

    /** Fills {@code into} from {@code position}. @throws StoreException if the object ends before it is full */
    void read(long position, ByteBuffer into);

    @Override
    void close();
}
