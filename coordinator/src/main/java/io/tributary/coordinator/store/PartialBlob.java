package io.tributary.coordinator.store;

import java.nio.ByteBuffer;

/**
 * A blob that is written over more than one visit. Whatever was appended stays when this is closed and when the process is
 * killed, until the blob is committed or discarded; what was not committed may be lost or torn by a power loss, so who comes
 * back looks at it again. Used by one thread at a time, opened by one user at a time. Every method throws
 * {@link StoreException} if storage breaks; after that what it holds is unknown, and it is opened anew.
 */
public interface PartialBlob extends AutoCloseable {
    /** Bytes so far. */
    long size();

    /** Fills {@code into} from {@code position}. @throws StoreException if the blob ends before it is full */
    void read(long position, ByteBuffer into);

    /** Appends bytes. */
    void append(ByteBuffer bytes);

    /** Cuts it back to its first {@code size} bytes. @throws IllegalArgumentException if it has not so many */
    void truncate(long size);

    /** Makes the blob durable and visible, as {@link BlobWriter#commit} does; it is partial no more, and of no more use. */
    void commit();

    @Override
    void close();
}
