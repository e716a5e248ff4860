package io.tributary.coordinator.store;

import java.nio.ByteBuffer;

/**
 * An object that is written in several steps. Appended bytes stay when this is closed and when the process is killed, until the object is
 * committed or discarded; but a store of several members may lose the last few, less than a part, when the process is killed. A power loss may lose or tear bytes that are not committed, so whoever goes on must verify them again. Used
 * by one thread at a time, and open only once at a time: where several members open it, who opened it last goes on, and the others fail. Every method throws {@link StoreException} if storage breaks; after that the
 * content is unknown, and the object must be opened again.
 */
public interface PartialObject extends AutoCloseable {
    /** Bytes so far. */
    long size();

    /** Fills {@code into} from {@code position}. @throws StoreException if the object ends before it is full */
    void read(long position, ByteBuffer into);

    /** Appends bytes. */
    void append(ByteBuffer bytes);

    /** Cuts it back to its first {@code size} bytes. @throws IllegalArgumentException if it has not so many */
    void truncate(long size);

    /**
     * Makes the object durable and visible, unless there is one of its name, which stays as it is, durably. It is partial no more, and of no
     * more use.
     *
     * @return whether it was made visible; false also where an earlier commit did that and did not live to tell
     */
    boolean commit();

    /** A word for this opening, where several members use the store: no other opening has it. Otherwise always the same. */
    default String turn() {
        return "";
    }

    /** The {@link #turn} before this one: whoever had it knows what was stored, since nobody opened the object between. Its own if there was none. */
    default String before() {
        return "";
    }

    @Override
    void close();
}
