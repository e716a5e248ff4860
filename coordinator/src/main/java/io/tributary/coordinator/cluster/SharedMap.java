package io.tributary.coordinator.cluster;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;

/**
 * Bytes by name that the members of a cluster have together, for as long as one of them lives. Nothing that must not be lost is here.
 * Entries end as the {@link SharedMaps.Kind} says. Thread-safe. Methods that block throw {@link ClusterException} if the members do not
 * answer; a change may have been made then all the same.
 */
public interface SharedMap {
    /** Most characters of a name. */
    int MOST_NAME = 200;
    /** Most bytes of a value. */
    int MOST_BYTES = 64 * 1024;

    /** What is there under a name. Blocks. */
    Optional<byte[]> get(String name);

    /** As {@link #get}, without waiting; fails with a {@link ClusterException}. */
    CompletionStage<Optional<byte[]>> ask(String name);

    /**
     * Puts a value unless there is one. Blocks. @return whether there was none: of all members that put different values at once, for one;
     * equal values are not told apart when a member is slow
     */
    boolean putIfAbsent(String name, byte[] value);

    /** Puts a value in place of another one, if that is what is there. Blocks. @return whether it was */
    boolean replace(String name, byte[] old, byte[] value);

    /** Removes what is there; nothing there is no error. Blocks. */
    void remove(String name);

    /**
     * Calls a listener for each value that any member puts, in order for each name, on a thread that it may not block. One that is put while
     * members come or go may not be told.
     */
    Subscription watch(BiConsumer<String, byte[]> listener);

    /** Calls a listener, which may block, when entries were lost because too many members ended at once. */
    Subscription whenLost(Runnable listener);
}
